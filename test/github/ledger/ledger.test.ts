import { describe, expect, it } from "vitest";
import { appendEntries, ledgerSubject, readLedger } from "../../../src/github/ledger/ledger.ts";
import { aSignOff } from "../../support/builders.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const signed = aSignOff({ source: { kind: "comment", id: 1 } });
const other = aSignOff({ source: { kind: "comment", id: 2 } });

describe("the ledger of a pull request", () => {
  it("gives back its entries in the order of their arrival", async () => {
    const store = createMemoryStore();
    await appendEntries(store, 77, 12, [other]);
    await appendEntries(store, 77, 12, [signed]);
    expect(await readLedger(store, 77, 12)).toEqual([other, signed]);
  });

  it("takes what one comment says about one thing once, and tells what was new", async () => {
    const store = createMemoryStore();
    await appendEntries(store, 77, 12, [signed]);
    expect(await appendEntries(store, 77, 12, [{ ...signed, headSha: "another" }, other])).toEqual([other]);
    expect(await readLedger(store, 77, 12)).toEqual([signed, other]);
  });

  it("is nobody else's: neither another pull request's nor another repository's", async () => {
    const store = createMemoryStore();
    await appendEntries(store, 77, 12, [signed]);
    expect(await readLedger(store, 77, 13)).toEqual([]);
    expect(await readLedger(store, 78, 12)).toEqual([]);
  });

  it("is an error where it holds what this version does not know", async () => {
    const store = createMemoryStore();
    await store.append(ledgerSubject(77, 12), { id: "x", value: { kind: "endorsed" } });
    await expect(readLedger(store, 77, 12)).rejects.toThrow("kind");
  });
});
