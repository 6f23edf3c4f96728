import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { cargoReader } from "../../../src/advisories/lockfiles/cargo.ts";
import { compareText } from "../../../src/policy/text/compare-text.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

describeCorpus("Cargo.lock fixtures of other projects", () => {
  const formats = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(corpusPath("advisories/expected/formats.json"), "utf8")));
  const files = Object.keys(formats).filter((file) => /cargo-?lock/.test(file));

  it("are there to compare", () => {
    expect(files.length).toBe(11);
  });

  it.for(files)("%s", (file) => {
    const text = readFileSync(corpusPath(`advisories/lockfiles/formats/${file}`), "utf8");
    const reading = cargoReader.parse(text, new Map());
    if (reading.state === "problem") throw new Error(reading.message);
    const listed = reading.inventory.packages.filter(({ source }) => source === "registry" || source === "git");
    const triples = listed.map(({ name, version, source }) => [name, version, source]);
    expect(triples.sort((left, right) => compareText(left.join(), right.join()))).toEqual(formats[file]);
  });
});
