import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { cargoReader } from "../../src/advisories/lockfiles/cargo.ts";
import type { Inventory } from "../../src/policy/advisory/findings/inventory.ts";
import { corpusPath } from "../../test/support/corpus.ts";

/** Every whole Cargo.lock of the folder of real data, the largest first. */
export function readRealLockfiles(): readonly string[] {
  const folder = corpusPath("advisories/lockfiles");
  const paths = globSync("*__*/**/Cargo.lock", { cwd: folder }).filter((path) => basename(path) === "Cargo.lock");
  const texts = paths.map((path) => readFileSync(`${folder}/${path}`, "utf8"));
  return texts.toSorted((left, right) => right.length - left.length);
}

export function readInventory(text: string): Inventory {
  const reading = cargoReader.parse(text, new Map());
  if (reading.state === "problem") throw new Error(`line ${reading.line}: ${reading.message}`);
  return reading.inventory;
}
