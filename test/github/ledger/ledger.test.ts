import { describe, expect, it } from "vitest";
import { appendEntries, ledgerSubject, readLedger } from "../../../src/github/ledger/ledger.ts";
import { aSignOff } from "../../support/builders.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";

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

  it("still knows what version 0.1.0 signed, and that nothing of now can be held against it", async () => {
    const store = createMemoryStore();
    const first = {
      kind: "signed",
      area: "runtime",
      actor: { id: 1, login: "ana" },
      headSha: "a413cfc",
      baseBranch: "main",
      areaDigest: "digest",
      fileDigests: { "src/start.ts": "digest" },
      commentId: 7,
      bodySha256: "50d4",
      at: "2026-11-20T07:00:00.000Z",
      note: "verified on canary",
    };
    await store.append(ledgerSubject(77, 12), { id: "7/runtime", value: first });
    const { commentId: _id, fileDigests: _files, ...kept } = first;
    const read = { ...kept, source: { kind: "comment", id: 7 }, word: "runtime", wholeDigest: null, areaDigest: null };
    expect(await readLedger(store, 77, 12)).toEqual([read]);
  });

  it("is an error where it holds what this version does not know", async () => {
    const store = createMemoryStore();
    await store.append(ledgerSubject(77, 12), { id: "x", value: { kind: "endorsed" } });
    await expect(readLedger(store, 77, 12)).rejects.toThrow("kind");
  });
});
