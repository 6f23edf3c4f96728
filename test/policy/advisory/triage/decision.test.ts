import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldTriage } from "../../../../src/policy/advisory/triage/decision.ts";
import { TriageEntry } from "../../../../src/policy/advisory/triage/triage-entry.ts";
import { describeEntry } from "../../../../src/policy/advisory/triage/commands/describe-entry.ts";

const people = {
  ana: { id: 31, login: "ana" },
  ben: { id: 32, login: "ben" },
  app: { id: 41, login: "gatehouse[bot]" },
};

/** `ana accept-risk 30!` asks for a second, until the 30th; one minute apart, in comments 1, 2, 3, …; `app undo/12` is ours. */
function read(words: string, index: number): TriageEntry {
  const [who = "", what = "", rest = ""] = words.split(" ");
  const by = who === "ben" ? people.ben : who === "app" ? people.app : people.ana;
  const at = new Date(Date.UTC(2099, 2, 1, 8, index)).toISOString();
  const stamp = { id: what.startsWith("undo/") ? what : `${index + 1}/0`, by, at };
  const until = `2099-03-${rest.replace("!", "")}T23:59:59.999Z`;
  switch (what) {
    case "accept-risk": {
      const end = /\d/.test(rest) ? { until } : {};
      return {
        kind: what,
        reason: "why",
        ...end,
        ...(rest.endsWith("!") ? { needsSecond: true as const } : {}),
        ...stamp,
      };
    }
    case "not-affected":
      return { kind: what, reason: "why", ...stamp };
    case "defer":
      return { kind: what, reason: "why", until, ...stamp };
    case "fixed-by":
      return { kind: what, pullRequest: Number(rest), ...stamp };
    case "severity":
      return { kind: what, rating: "low", reason: "why", ...stamp };
    case "assign":
      return { kind: what, login: rest, ...stamp };
    case "reopen":
      return { kind: "reopen", ...stamp };
    case "undo/again":
      return { kind: "reopen", ...stamp };
    default:
      return { kind: "undo", ...stamp };
  }
}

function story(...lines: readonly string[]): readonly TriageEntry[] {
  return lines.map(read);
}

function summary(entries: readonly TriageEntry[]): string {
  const { stance, awaitsSecond, severity, assignee, reopenedAt } = foldTriage(entries);
  return [
    stance === undefined ? "nothing" : `${describeEntry(stance)} by ${stance.by.login}`,
    ...(awaitsSecond === undefined ? [] : [`${awaitsSecond.by.login} asks`]),
    ...(severity === undefined ? [] : [severity.rating]),
    ...(assignee === undefined ? [] : [`to ${assignee}`]),
    ...(reopenedAt === undefined ? [] : [`reopened ${reopenedAt.toISOString().slice(14, 16)}`]),
  ].join(", ");
}

const accepted = "accept-risk until 2099-03";

describe("of what was decided", () => {
  it.for([
    { why: "nothing at all", lines: [], is: "nothing" },
    { why: "one decision", lines: ["ana defer 20"], is: "defer until 2099-03-20 by ana" },
    { why: "the last one", lines: ["ana defer 20", "ben fixed-by 12"], is: "fixed-by #12 by ben" },
    {
      why: "a rating and who takes care, beside the stance",
      lines: ["ana severity", "ana assign bea", "ben accept-risk 30"],
      is: `${accepted}-30 by ben, low, to bea`,
    },
    {
      why: "what stood before an undo",
      lines: ["ana defer 20", "ben fixed-by 12", "ana undo"],
      is: "defer until 2099-03-20 by ana",
    },
    {
      why: "nothing after as many undos",
      lines: ["ana defer 20", "ben severity", "ana undo", "ana undo"],
      is: "nothing",
    },
    {
      why: "what came after one undo too many",
      lines: ["ana undo", "ana undo", "ana defer 20"],
      is: "defer until 2099-03-20 by ana",
    },
    {
      why: "nothing from before somebody asked to look again",
      lines: ["ana defer 20", "ana assign bea", "ana severity", "ben reopen"],
      is: "nothing, reopened 03",
    },
    {
      why: "what came after that",
      lines: ["ana defer 20", "ben reopen", "ana fixed-by 12"],
      is: "fixed-by #12 by ana, reopened 01",
    },
    {
      why: "what stood before, when that is taken back",
      lines: ["ana defer 20", "ben reopen", "ana undo"],
      is: "defer until 2099-03-20 by ana",
    },
  ])("stands $why: $lines", ({ lines, is }) => {
    expect(summary(story(...lines))).toBe(is);
  });
});

it("what was decided before an advisory came back cannot be brought back by an undo", () => {
  const before = ["ana defer 20", "app undo/again"];
  expect(summary(story(...before))).toBe("nothing, reopened 01");
  expect(summary(story(...before, "ana undo"))).toBe("nothing, reopened 01");
  expect(summary(story(...before, "ana fixed-by 12", "ana undo", "ana undo"))).toBe("nothing, reopened 01");
});

describe("where a fix is there, accepting the risk takes two", () => {
  it.for([
    { lines: ["ana accept-risk 30!"], is: "nothing, ana asks" },
    { lines: ["ana accept-risk 30!", "ana accept-risk 29!"], is: "nothing, ana asks" },
    { lines: ["ana accept-risk 30!", "ben accept-risk 30!"], is: `${accepted}-30 by ben` },
    // Neither of them has agreed to more.
    { lines: ["ana accept-risk 20!", "ben accept-risk 30!"], is: `${accepted}-20 by ben` },
    { lines: ["ana accept-risk 30!", "ben accept-risk !"], is: `${accepted}-30 by ben` },
    { lines: ["ana accept-risk !", "ben accept-risk !"], is: "accept-risk by ben" },
    { lines: ["ana accept-risk 30!", "ben accept-risk 30!", "ana undo"], is: "nothing, ana asks" },
    { lines: ["ana accept-risk 30!", "ana undo", "ben accept-risk 30!"], is: "nothing, ben asks" },
    // What was decided in between is another answer.
    {
      lines: ["ana accept-risk 30!", "ben defer 20", "ben accept-risk 30!"],
      is: "defer until 2099-03-20 by ben, ben asks",
    },
    { lines: ["ana accept-risk 30!", "ana reopen", "ben accept-risk 30!"], is: "nothing, ben asks, reopened 01" },
    {
      lines: ["ana accept-risk 30!", "ben accept-risk 29!", "ana accept-risk 31!"],
      is: `${accepted}-29 by ben, ana asks`,
    },
    { lines: ["ana defer 20", "ana accept-risk 30!"], is: "defer until 2099-03-20 by ana, ana asks" },
  ])("$lines → $is", ({ lines, is }) => {
    expect(summary(story(...lines))).toBe(is);
  });
});

describe("a pull request that was closed takes back what rested on it, and no more", () => {
  it.for([
    { lines: ["ana fixed-by 12", "app undo/12"], is: "nothing" },
    { lines: ["ana accept-risk 30", "app undo/7"], is: "nothing" },
    { lines: ["ana fixed-by 12", "ben severity", "app undo/12"], is: "nothing, low" },
    { lines: ["ana fixed-by 12", "ben defer 20", "app undo/12"], is: "defer until 2099-03-20 by ben" },
    { lines: ["ana accept-risk 30", "ben assign bea", "app undo/7"], is: "nothing, to bea" },
    { lines: ["ana defer 20", "app undo/7"], is: "defer until 2099-03-20 by ana" },
    { lines: ["ana fixed-by 12", "app undo/12", "ana fixed-by 12", "app undo/12/2"], is: "nothing" },
  ])("$lines → $is", ({ lines, is }) => {
    expect(summary(story(...lines))).toBe(is);
  });
});

it("of one second the comment that was written first counts first, and in a comment the upper line", () => {
  const at = "2099-03-01T08:00:00Z";
  const entry = (id: string, pullRequest: number): TriageEntry => ({
    kind: "fixed-by",
    pullRequest,
    id,
    by: people.ana,
    at,
  });
  const entries = [entry("1000/10", 3), entry("999/0", 1), entry("1000/9", 2)];
  expect(summary(entries)).toBe("fixed-by #3 by ana");
});

describe("whatever was decided", () => {
  const line = fc
    .tuple(
      fc.constantFrom("ana", "ben"),
      fc.constantFrom(
        "accept-risk 30!",
        "accept-risk 29!",
        "accept-risk 30",
        "not-affected",
        "defer 20",
        "fixed-by 12",
        "severity",
        "assign bea",
        "reopen",
        "undo",
      ),
    )
    .map((words) => words.join(" "));
  const stories = fc.array(
    fc.oneof({ weight: 9, arbitrary: line }, { weight: 1, arbitrary: fc.constant("app undo/12") }),
    { maxLength: 12 },
  );

  it("neither the order in which it is read nor reading it twice changes what stands", () => {
    fc.assert(
      fc.property(stories, fc.infiniteStream(fc.nat()), (lines, keys) => {
        const entries = story(...lines);
        const shuffled = [...entries, ...entries]
          .map((entry) => ({ entry, key: keys.next().value ?? 0 }))
          .toSorted((left, right) => left.key - right.key)
          .map(({ entry }) => entry);
        expect(foldTriage(shuffled)).toEqual(foldTriage(entries));
      }),
    );
  });

  it("an undo brings back exactly what stood before the last decision", () => {
    fc.assert(
      fc.property(
        stories,
        line.filter((words) => !words.endsWith("undo")),
        (lines, last) => {
          const before = story(...lines);
          const after = [...before, read(last, lines.length), read("ben undo", lines.length + 1)];
          expect(foldTriage(after)).toEqual(foldTriage(before));
        },
      ),
    );
  });

  it("every entry is one that the store gives back as it was", () => {
    fc.assert(
      fc.property(stories, (lines) => {
        const entries = story(...lines);
        expect(entries.map((entry) => TriageEntry.parse(JSON.parse(JSON.stringify(entry))))).toEqual(entries);
      }),
    );
  });
});
