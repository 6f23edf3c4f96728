/**
 * Writes what is derived from the configuration's schema: `gatehouse.schema.json` for editors, and the table of keys in
 * `docs/configuration.md`. With `--check` it writes nothing and fails when one of them is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { configJsonSchema } from "../src/config/json-schema.ts";
import { renderConfigKeys } from "./config-keys.ts";

const schemaFile = new URL("../gatehouse.schema.json", import.meta.url);
const docsFile = new URL("../docs/configuration.md", import.meta.url);
const [begin, end] = ["<!-- keys -->", "<!-- /keys -->"];

const schema = configJsonSchema();
const outdated = [
  { file: schemaFile, wanted: `${JSON.stringify(schema, null, 2)}\n` },
  { file: docsFile, wanted: withTable(readFileSync(docsFile, "utf8"), renderConfigKeys(schema)) },
].filter(({ file, wanted }) => textOf(file) !== wanted);

if (process.argv.includes("--check")) {
  for (const { file } of outdated) console.error(`${file.pathname} is out of date. Run \`npm run schema\`.`);
  process.exitCode = outdated.length === 0 ? 0 : 1;
} else {
  for (const { file, wanted } of outdated) writeFileSync(file, wanted);
  console.log(outdated.length === 0 ? "Everything was up to date." : `Wrote ${outdated.length} files.`);
}

function withTable(text: string, table: string): string {
  const [before, rest] = text.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error(`docs/configuration.md has lost its table of keys. Put ${begin} and ${end} back where it belongs.`);
  }
  return `${before}${begin}\n${table}\n${end}${after}`;
}

function textOf(file: URL): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
