import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LockfileReader } from "../../../src/advisories/lockfiles/reader.ts";
import { createReach, type Inventory, type LockedPackage } from "../../../src/policy/advisory/findings/inventory.ts";
import { compareText } from "../../../src/policy/text/compare-text.ts";
import { corpusPath } from "../../support/corpus.ts";

const corpus = corpusPath("advisories");

const Expected = z.object({
  lockfile: z.string(),
  packages: z.number(),
  distinct: z.number(),
  local: z.number(),
  direct: z.number(),
  unreachable: z.number(),
  skipped: z.array(z.unknown()),
  rows: z.array(z.object({ package: z.string(), version: z.string(), direct: z.boolean(), path: z.array(z.string()) })),
});
export type ExpectedLockfile = z.infer<typeof Expected>;

/** What is expected of the real lockfiles of this name, by file. */
export function expectedLockfiles(name: string): readonly (readonly [string, ExpectedLockfile])[] {
  const files = expectedFiles(name).filter((file) => !Broken.safeParse(readExpected(file)).success);
  return files.map((file) => [file, Expected.parse(readExpected(file))]);
}

const Broken = z.object({ lockfile: z.string(), error: z.string() });

/** The real lockfiles of this name that nobody can read. */
export function brokenLockfiles(name: string): readonly string[] {
  return expectedFiles(name).flatMap((file) => Broken.safeParse(readExpected(file)).data?.lockfile ?? []);
}

function expectedFiles(name: string): readonly string[] {
  return readdirSync(join(corpus, "expected")).filter((file) => file.endsWith(`__${name}.json`));
}

function readExpected(file: string): unknown {
  return JSON.parse(readText("expected", file));
}

const Triples = z.array(z.tuple([z.string(), z.string(), z.string()]));
const Formats = z.record(z.string(), Triples.or(z.object({ error: z.string() })));

/** `name, version, source` of each package of a small lockfile, or the error that it ends in. */
export type ExpectedFormat = z.infer<typeof Formats>[string];

/** What is expected of the fixtures of other projects in this folder, by file. */
export function expectedFormats(folder: string): readonly (readonly [string, ExpectedFormat])[] {
  const all = Object.entries(Formats.parse(JSON.parse(readText("expected", "formats.json"))));
  return all.filter(([file]) => file.startsWith(`${folder}/`));
}

/** Every fixture of other projects in this folder, also those of which nothing is known. */
export function fixturesIn(folder: string): readonly string[] {
  return readdirSync(join(corpus, "lockfiles/formats", folder)).map((file) => `${folder}/${file}`);
}

export function readLockfile(
  reader: LockfileReader,
  file: string,
  companions: Readonly<Record<string, string>> = {},
): Inventory {
  const reading = reader.parse(readText("lockfiles", file), new Map(Object.entries(companions)));
  if (reading.state === "problem") throw new Error(`${file}, line ${reading.line}, ${reading.message}`);
  return reading.inventory;
}

export function readFixture(reader: LockfileReader, file: string): readonly (readonly string[])[] | "problem" {
  const reading = reader.parse(readText("lockfiles/formats", file), new Map());
  return reading.state === "problem" ? "problem" : triplesOf(reading.inventory);
}

function triplesOf({ packages }: Inventory): readonly (readonly string[])[] {
  const locked = packages.filter(({ source }) => source !== "local");
  const triples = locked.map((one) => [one.name, one.version, saidOf(one)]);
  return triples.toSorted((left, right) => compareText(left.join(), right.join()));
}

/** `other` there is what cannot be looked up, be it for where it comes from or for its version. */
function saidOf({ source, version }: LockedPackage): string {
  if (source === "registry") return /^\d/.test(version) ? "registry" : "other";
  return source === "git" ? "git" : "other";
}

export function countsOf(inventory: Inventory) {
  const find = createReach(inventory);
  const all = inventory.packages.map((one, index) => ({ ...one, reach: find(index) }));
  const locked = all.filter(({ source }) => source !== "local");
  return {
    packages: locked.length,
    distinct: new Set(locked.map(({ name, version }) => `${name} ${version}`)).size,
    local: all.length - locked.length,
    direct: locked.filter(({ reach }) => reach.direct).length,
    unreachable: locked.filter(({ reach }) => reach.path.length === 0).length,
  };
}

/** How a package gets into the tree, as `direct` and the path. */
export function reachOf(inventory: Inventory, name: string, version: string) {
  const index = inventory.packages.findIndex((one) => one.name === name && one.version === version);
  return createReach(inventory)(index);
}

function readText(...path: readonly string[]): string {
  return readFileSync(join(corpus, ...path), "utf8");
}
