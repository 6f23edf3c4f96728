import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { loadConfig } from "../../src/config/load.ts";
import { describeCorpus } from "../support/describe-corpus.ts";

const folder = fileURLToPath(new URL("../../../shared/examples/", import.meta.url));

// Other parts of them are about gates and rollouts that are not there yet.
describeCorpus("what real projects ask of their areas", () => {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".gatehouse.yml")) : [];

  it("there are four of them", () => expect(files).toHaveLength(4));

  it.for(files)("%s loads", (file) => {
    const { areas, signoffs = {} } = parse(readFileSync(`${folder}${file}`, "utf8"));
    expect(Object.keys(areas).length).toBeGreaterThan(1);
    expect(loadConfig(JSON.stringify({ version: 1, areas, signoffs }))).toMatchObject({ ok: true });
  });
});
