import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryId, type LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { readSnapshot, writeSnapshot } from "../../../src/policy/ledger/snapshot.ts";
import { ana, aSignOff, aStamp, bob } from "../../support/builders.ts";
import { anyLedger, anyText } from "./any-entry.ts";

const roomy = 10_000_000;

const held: LedgerEntry = { kind: "held", ...aStamp({ comment: 1 }), reason: "benchmark" };
const signed = aSignOff({ source: { kind: "comment", id: 2 }, at: "2026-11-20T09:00:00.000Z" });
const later = aSignOff({ source: { kind: "comment", id: 3 }, at: "2026-11-20T10:00:00.000Z", actor: bob });

function readBack(number: number, entries: readonly LedgerEntry[], maxBytes = roomy) {
  return readSnapshot(writeSnapshot(number, entries, maxBytes), number);
}

function ids(entries: readonly LedgerEntry[] = []): readonly string[] {
  return entries.map(entryId).toSorted();
}

describe("the snapshot of a ledger", () => {
  it("gives back every ledger that fits", () => {
    fc.assert(
      fc.property(anyLedger, (entries) => {
        const snapshot = readBack(12, entries);
        expect(snapshot?.isComplete).toBe(true);
        // As JSON, because half of a surrogate pair compares unequal to itself in some libraries and is none here.
        expect(sorted(snapshot?.entries ?? [])).toEqual(sorted(entries));
      }),
    );
  });

  it("is the same text for the same entries in any order", () => {
    const shuffled = anyLedger.chain((entries) =>
      fc.tuple(fc.constant(entries), fc.shuffledSubarray([...entries], { minLength: entries.length })),
    );
    fc.assert(
      fc.property(shuffled, ([entries, inAnyOrder]) => {
        expect(writeSnapshot(12, inAnyOrder, roomy)).toBe(writeSnapshot(12, entries, roomy));
      }),
    );
  });

  it("is the same text again when it is written from what was read", () => {
    fc.assert(
      fc.property(anyLedger, (entries) => {
        const text = writeSnapshot(12, entries, roomy);
        expect(writeSnapshot(12, readSnapshot(text, 12)?.entries ?? [], roomy)).toBe(text);
      }),
    );
  });

  it("lists the oldest entry first", () => {
    expect(readBack(12, [later, signed])?.entries).toEqual([signed, later]);
  });

  it("belongs to one pull request", () => {
    expect(readSnapshot(writeSnapshot(12, [signed], roomy), 13)).toBeUndefined();
    expect(readSnapshot(writeSnapshot(12, [signed], roomy), 1)).toBeUndefined();
  });

  it("is found among those of other pull requests of the same head", () => {
    const text = ["Several.", writeSnapshot(11, [later], roomy), writeSnapshot(12, [signed], roomy)].join("\n\n");
    expect(readSnapshot(text, 12)?.entries).toEqual([signed]);
    expect(readSnapshot(text, 11)?.entries).toEqual([later]);
  });

  it("of an empty ledger says that there is nothing, which is not the same as no snapshot", () => {
    expect(readBack(12, [])).toEqual({ entries: [], isComplete: true });
    expect(readSnapshot("", 12)).toBeUndefined();
  });

  it("survives a change of line ends", () => {
    const text = writeSnapshot(12, [signed, later], roomy).replaceAll("\n", "\r\n");
    expect(readSnapshot(text, 12)).toEqual({ entries: [signed, later], isComplete: true });
  });
});

describe("T39: what somebody wrote", () => {
  it("cannot break out of the block or forge a line of it", () => {
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        const entries: readonly LedgerEntry[] = [
          { ...signed, note: first },
          { kind: "held", ...aStamp({ comment: 1 }), reason: second },
        ];
        const lines = writeSnapshot(12, entries, roomy).split("\n");
        // Frame, one line an entry, the count, and nothing in between that is not plain ASCII.
        expect(lines).toHaveLength(9);
        expect(lines.filter((line) => line.startsWith("```"))).toEqual(["```gatehouse-ledger-v1 12", "```"]);
        for (const line of lines.slice(3, 6)) expect(line).toMatch(/^[ -;=?A-_a-~]+$/);
        expect(ids(readSnapshot(lines.join("\n"), 12)?.entries)).toEqual(ids(entries));
      }),
    );
  });

  it("T35: is neither tag, mention, entity nor fence", () => {
    const text = writeSnapshot(12, [{ ...signed, note: "```\n</details> @acme/all &commat; <!--" }], roomy);
    const inside = text.split("\n").slice(3, -4).join("\n");
    expect(inside).not.toMatch(/[`<>&@]/);
  });

  it.for([
    { title: "two blocks of one number", change: (text: string) => `${text}\n${text}` },
    {
      title: "a block that begins in the middle of a line",
      change: (text: string) => text.replace("```gate", "x ```gate"),
    },
    { title: "a block of another version", change: (text: string) => text.replace("ledger-v1", "ledger-v9") },
  ])("$title is no snapshot", ({ change }) => {
    expect(readSnapshot(change(writeSnapshot(12, [signed], roomy)), 12)).toBeUndefined();
  });
});

describe("a snapshot that another version wrote, or that was cut", () => {
  const whole = writeSnapshot(12, [signed, later], roomy);
  const line = whole.split("\n")[3] ?? "";
  const about = (text: string) => readSnapshot(text, 12);

  it.for([
    { title: "a line of an unknown kind", text: whole.replace(line, `${line}\n{"kind":"endorsed","at":"2026"}`) },
    {
      title: "an entry with a key that we do not know",
      text: whole.replace(line, `${line.slice(0, -1)},"unless":"raining"}`),
    },
    { title: "a line that is no JSON", text: whole.replace(line, `${line}\nnot json`) },
    { title: "no end", text: whole.split("\n").slice(0, 5).join("\n") },
    { title: "a line too few", text: whole.replace(`${line}\n`, "") },
  ])("with $title is incomplete, and the rest is read", ({ text }) => {
    expect(about(text)?.isComplete).toBe(false);
    expect(about(text)?.entries).toContainEqual(later);
  });

  it("an entry that is only half understood does not count", () => {
    const text = whole.replace(line, `${line.slice(0, -1)},"unless":"raining"}`);
    expect(about(text)?.entries).toEqual([later]);
  });
});

describe("a ledger that is too long", () => {
  const size = (entries: readonly LedgerEntry[]) => Buffer.byteLength(writeSnapshot(12, entries, roomy));
  const bare = ({ fileDigests: _names, ...rest }: typeof signed): LedgerEntry => rest;

  it("never takes more than it may, and never gives back what was not there", () => {
    fc.assert(
      fc.property(anyLedger, fc.integer({ min: 0, max: 6000 }), (entries, maxBytes) => {
        const text = writeSnapshot(12, entries, maxBytes);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
        const known = new Set(ids(entries));
        for (const id of ids(readSnapshot(text, 12)?.entries)) expect(known).toContain(id);
      }),
    );
  });

  it("loses the names of files first, and is still complete", () => {
    const entries = [signed, later];
    expect(readBack(12, entries, size(entries) - 1)).toEqual({ entries: entries.map(bare), isComplete: true });
  });

  it("then what cannot matter any more", () => {
    const gone: LedgerEntry = {
      kind: "unsigned",
      ...aStamp({ comment: 9, at: "2026-11-20T11:00:00.000Z" }),
      area: "runtime",
      signerId: ana.id,
    };
    const entries = [signed, later, gone];
    const snapshot = readBack(
      12,
      entries,
      size(entries.map((entry) => (entry.kind === "signed" ? bare(entry) : entry))) - 1,
    );
    expect(snapshot).toEqual({ entries: [bare(later), gone], isComplete: false });
  });

  it("then a title that was set by force, before any sign-off", () => {
    const retitled: LedgerEntry = { kind: "retitled", ...aStamp({ comment: 9 }), from: "feat: x", to: "x" };
    const entries = [bare(signed), retitled];
    expect(readBack(12, entries, size(entries) - 1)).toEqual({ entries: [bare(signed)], isComplete: false });
  });

  it("then the oldest sign-offs", () => {
    const entries = [signed, later];
    expect(readBack(12, entries, size([bare(later)]) + 60)).toEqual({ entries: [bare(later)], isComplete: false });
  });

  it("and keeps holds, concerns and what takes back longest", () => {
    const edited: LedgerEntry = {
      kind: "edited",
      source: signed.source,
      at: "2026-11-20T09:30:00.000Z",
      how: "edited",
      actor: bob,
      isByAuthor: false,
      kept: [],
    };
    const snapshot = readBack(12, [signed, later, held, edited], size([held, edited]) + 60);
    expect(snapshot).toEqual({ entries: [held, edited].toSorted((a, b) => (a.at < b.at ? -1 : 1)), isComplete: false });
  });

  it("T39: keeps a hold that is open before all that were lifted, however many came after it", () => {
    const lifted = Array.from({ length: 20 }, (_, index): readonly LedgerEntry[] => {
      const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString();
      const said = (comment: number, minute: number) => aStamp({ actor: bob, comment, at: at(minute) });
      return [
        { kind: "held", ...said(100 + index, 2 * index), reason: "x".repeat(280) },
        { kind: "unheld", ...said(200 + index, 2 * index + 1), holderId: bob.id },
      ];
    }).flat();
    const snapshot = readBack(12, [held, ...lifted], size([held]) + 600);
    expect(snapshot?.entries).toContainEqual(held);
    expect(foldLedger(snapshot?.entries ?? []).holds).toEqual([held]);
  });

  it("keeps of each person who asked for changes the newest time", () => {
    const objected = (id: number, at: string): LedgerEntry => {
      return { kind: "objected", actor: ana, source: { kind: "review", id }, at };
    };
    const newest = objected(72, "2026-11-20T10:00:00.000Z");
    const all = [objected(70, "2026-11-20T08:00:00.000Z"), objected(71, "2026-11-20T09:00:00.000Z"), newest];
    expect(readBack(12, all, size(all) - 1)?.entries).toEqual([newest]);
  });

  it("never shows a sign-off as standing that does not stand", () => {
    fc.assert(
      fc.property(anyLedger, fc.integer({ min: 300, max: 6000 }), (entries, maxBytes) => {
        const before = foldLedger(entries);
        const after = foldLedger(readBack(12, entries, maxBytes)?.entries ?? []);
        const standing = (state: typeof before) =>
          state.signOffs.filter((each) => each.standing.state === "standing").map(({ signOff }) => entryId(signOff));
        for (const id of standing(after)) expect(standing(before)).toContain(id);
      }),
    );
  });
});

function sorted(entries: readonly LedgerEntry[]): unknown {
  const byId = entries.toSorted((a, b) => (entryId(a) < entryId(b) ? -1 : 1));
  return JSON.parse(JSON.stringify(byId));
}
