import { parseSyml } from "@yarnpkg/parsers";
import { z } from "zod";
import { isObject } from "./json-document.ts";
import { readingOf } from "./locked-graph.ts";
import { readManifest, textOr } from "./package-json.ts";
import { type LockfileReader, type LockfileReading, mostDependencies } from "./reader.ts";
import { findConflictMarker, lineAt } from "./text.ts";
import { readBerry } from "./yarn-berry.ts";
import { readClassic } from "./yarn-classic.ts";
import { linkEntries, type YarnEntry } from "./yarn-graph.ts";

/** `yarn.lock` of Yarn 1 and of all later ones. */
export const yarnReader: LockfileReader = {
  name: "yarn.lock",
  matches: (path) => path === "yarn.lock" || path.endsWith("/yarn.lock"),
  ecosystem: "npm",
  companions: ["package.json"],
  parse: parseYarnLock,
};

/** What Yarn 2 (4) to Yarn 4 (10) write. */
const newestVersion = 10;

function parseYarnLock(text: string, companions: ReadonlyMap<string, string>): LockfileReading {
  const conflict = findConflictMarker(text);
  if (conflict !== undefined) return problem("holds merge conflict markers", conflict);
  // The parser tells version 1 by its heading, a whole line of the comments at the top.
  const content = `${text.replace(/^\uFEFF/, "")}\n`;
  const comments = /^(?:#[^\n]*\n){0,20}/.exec(content)?.[0] ?? "";
  const classic = /^#\s+yarn\s+lockfile\s+v(\d{1,9})\r?$/im.exec(comments)?.[1];
  if (classic !== undefined && classic !== "1") return unknownVersion(classic);
  const unlike = unlikeYarn.exec(content);
  if (unlike !== null) return problem("is not a yarn.lock: Yarn writes no such line", lineAt(content, unlike.index));
  let document: Readonly<Record<string, unknown>>;
  try {
    document = parseSyml(content);
  } catch (error) {
    return describeFault(error);
  }
  if (classic !== undefined) return classicInventory(document, companions.get("package.json"));
  const metadata = document["__metadata"];
  if (!isObject(metadata)) {
    const isEmpty = Object.keys(document).length === 0;
    return problem(isEmpty ? "is empty" : "is not a yarn.lock: neither of version 1 nor with __metadata");
  }
  const version = textOr("", metadata["version"]);
  if (!/^\d{1,9}$/.test(version)) return problem("is not a yarn.lock: its __metadata has no version");
  return Number(version) > newestVersion ? unknownVersion(version) : inventoryOf(readBerry(document));
}

/**
 * The parser of version 1 takes the square of the time for blanks in a row, and 150 bytes for each character of a word. The
 * longest lines of real files have some thousand characters, and 4 blanks.
 */
const unlikeYarn = /^[^\n]{100001}| {33}/m;

function classicInventory(document: Readonly<Record<string, unknown>>, manifestText: string | undefined) {
  const reading = readManifest(manifestText);
  if (reading.state === "problem") return problem(reading.message);
  return inventoryOf(readClassic(document, reading.state === "read" ? reading.manifest : undefined));
}

function inventoryOf(entries: readonly YarnEntry[] | undefined): LockfileReading {
  const nodes = entries && linkEntries(entries);
  return nodes === undefined
    ? problem(`is too large to read: more than ${mostDependencies} dependencies`)
    : readingOf("npm", nodes);
}

const Fault = z.union([
  z.object({ location: z.object({ start: z.object({ line: z.number(), column: z.number() }) }) }),
  z.object({ mark: z.object({ line: z.number(), column: z.number() }) }),
]);

/**
 * Version 1 and YAML have parsers of their own, which throw errors of many kinds, all of them because of the text; what they
 * say holds pieces of it.
 */
function describeFault(error: unknown): LockfileReading {
  const fault = Fault.safeParse(error).data;
  if (fault === undefined) return problem("is not a yarn.lock, or nested too deeply to read");
  const { line, column } =
    "location" in fault ? fault.location.start : { line: fault.mark.line + 1, column: fault.mark.column + 1 };
  return problem(`is not valid: it goes wrong at column ${column}`, line);
}

function unknownVersion(version: string): LockfileReading {
  return problem(`has lockfile version ${version}, which is not known yet`);
}

function problem(message: string, line = 1): LockfileReading {
  return { state: "problem", line, message };
}
