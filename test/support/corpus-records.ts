import { readFileSync } from "node:fs";
import { z } from "zod";
import { AdvisoryRecord } from "../../src/policy/advisory/records/record.ts";
import { corpusPath } from "./corpus.ts";
import { readZip } from "./zip.ts";

const databases: Readonly<Record<string, () => readonly string[]>> = {
  "crates.io": () => {
    const files = readZip(readFileSync(corpusPath("advisories/osv/crates.io/all.zip")));
    return [...files.values()].map((text) => text.toString("utf8"));
  },
  npm: () => readLines("npm"),
  PyPI: () => readLines("PyPI"),
  Go: () => readLines("Go"),
  /** GitHub's records of crates beside their native ones: a sample that belongs to no lockfile. */
  "crates.io twins": () => readLines("crates.io-ghsa-sample"),
};

/** The real records of one ecosystem: whole for crates.io, Go and PyPI, a sample for npm. With `until`, as of that day. */
export function readCorpusRecords(database: keyof typeof databases, until?: string): readonly AdvisoryRecord[] {
  const raw = (databases[database]?.() ?? []).map((text): unknown => JSON.parse(text));
  const known = until === undefined ? raw : raw.filter((one) => Published.parse(one).published.slice(0, 10) <= until);
  return known.map((one) => AdvisoryRecord.parse(one));
}

const Published = z.object({ published: z.string() });

function readLines(name: string): readonly string[] {
  const text = readFileSync(corpusPath(`advisories/osv/${name}.jsonl`), "utf8");
  return text.split("\n").filter((line) => line !== "");
}
