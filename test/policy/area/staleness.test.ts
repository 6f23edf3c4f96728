import { describe, expect, it } from "vitest";
import type { FileList, PullRequest } from "../../../src/policy/facts.ts";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import {
  aFile,
  allOf,
  ana,
  anArea,
  anAreaState,
  aPullRequest,
  aSignOff,
  aStamp,
  firstHead,
  globs,
} from "../../support/builders.ts";

const patch = "@@ -8,2 +9,2 @@ elsewhere\n context\n-old\n+new";
const other = "@@ -1 +1 @@\n-old\n+other";
const docs = aFile({ path: "docs/a.md" });
const moved = allOf(aFile({ patch }));

type Mode = "area_change" | "any_push" | "never";

function standing(
  mode: Mode,
  given: { files?: FileList; signed?: FileList; pullRequest?: PullRequest; ledger?: readonly LedgerEntry[] },
): string {
  const area = anArea({ staleOn: mode });
  const { files = allOf(aFile()), signed = allOf(aFile()), pullRequest = aPullRequest() } = given;
  const ledger = given.ledger ?? [aSignOff({}, signed, area)];
  const [first] = anAreaState({ areas: [area], files, pullRequest, ledger }).signOffs;
  if (first?.standing.state === "stale") return first.standing.because.cause;
  return first?.standing.state ?? "none";
}

describe("a sign-off after", () => {
  it.for([
    {
      name: "a push that changes a file of the area",
      given: { files: allOf(aFile({ patch: other })) },
      area_change: "file-changed",
      any_push: "file-changed",
    },
    {
      name: "a push that changes other files only",
      given: { files: allOf(aFile(), docs) },
      area_change: "live",
      any_push: "pushed",
    },
    {
      name: "a push that takes other files back",
      given: { signed: allOf(aFile(), docs) },
      area_change: "live",
      any_push: "pushed",
    },
    {
      name: "a new file in the area",
      given: { files: allOf(aFile(), aFile({ path: "src/runtime/b.ts" })) },
      area_change: "file-changed",
      any_push: "file-changed",
    },
    {
      name: "T21: a file that moves out of the area",
      given: { files: allOf(aFile({ path: "lib/host.ts", previousPath: "src/runtime/host.ts", status: "renamed" })) },
      area_change: "file-changed",
      any_push: "file-changed",
    },
    {
      name: "T22: another commit of a submodule",
      given: {
        signed: allOf(aFile({ patch: undefined, blobSha: "1" })),
        files: allOf(aFile({ patch: undefined, blobSha: "2" })),
      },
      area_change: "file-changed",
      any_push: "file-changed",
    },
    { name: "a rebase that only moves lines", given: { files: moved }, area_change: "live", any_push: "live" },
    { name: "an amended message, or a clean merge of the base", given: {}, area_change: "live", any_push: "live" },
    {
      name: "T19: a merge of the base that hides a change of its own",
      given: { files: allOf(aFile({ patch: `${patch}\n`.replace("+new", "+new, and more") })) },
      area_change: "file-changed",
      any_push: "file-changed",
    },
    {
      name: "T20: a list of files that GitHub cut off",
      given: { files: { files: [aFile()], isComplete: false } },
      area_change: "unknown",
      any_push: "unknown",
      never: "unknown",
    },
    {
      name: "being given on a list that was cut off",
      given: { signed: { files: [aFile()], isComplete: false } },
      area_change: "unknown",
      any_push: "unknown",
      never: "unknown",
    },
    {
      name: "T18: another base branch, at the very same head",
      given: { pullRequest: aPullRequest({ headSha: firstHead, baseBranch: "release" }) },
      area_change: "base-changed",
      any_push: "base-changed",
      never: "base-changed",
    },
    {
      name: "other paths in the configuration, at the same head",
      given: { signed: allOf(docs), pullRequest: aPullRequest({ headSha: firstHead }) },
      area_change: "area-changed",
      any_push: "area-changed",
    },
  ] satisfies readonly ({ name: string; given: Parameters<typeof standing>[1]; never?: string } & Record<
    Exclude<Mode, "never">,
    string
  >)[])("$name", ({ given, area_change, any_push, ...more }) => {
    const found = [standing("area_change", given), standing("any_push", given), standing("never", given)];
    expect(found).toEqual([area_change, any_push, "never" in more ? more.never : "live"]);
  });

  it("a force push back to the earlier head counts again", () => {
    const pullRequest = aPullRequest({ headSha: firstHead });
    expect(standing("any_push", { pullRequest })).toBe("live");
  });

  it("a force push back does not count again when it was taken back since", () => {
    const taken = { kind: "unsigned" as const, ...aStamp({ comment: 9, at: "2026-11-20T09:30:00.000Z" }) };
    const ledger = [aSignOff(), { ...taken, area: "runtime", signerId: ana.id }];
    expect(standing("area_change", { pullRequest: aPullRequest({ headSha: firstHead }), ledger })).toBe("withdrawn");
  });

  it.for([
    { name: "at the head that was signed", head: firstHead, carriedOver: false },
    { name: "at another head with the same change", head: aPullRequest().headSha, carriedOver: true },
  ])("$name → carried over: $carriedOver", ({ head, carriedOver }) => {
    const state = anAreaState({ pullRequest: aPullRequest({ headSha: head }), ledger: [aSignOff()] });
    expect(state.signOffs).toMatchObject([{ standing: { state: "live", carriedOver } }]);
  });

  it("T22: a file that somebody marked as generated still belongs to the area", () => {
    const area = anArea({ files: globs("**/*.lock") });
    const lock = (line: string) => allOf(aFile({ path: "web/yarn.lock", patch: `@@ -1 +1 @@\n-a\n+${line}` }));
    const ledger = [aSignOff({}, lock("b"), area)];
    expect(anAreaState({ areas: [area], files: lock("evil"), ledger }).state).toBe("stale");
  });
});
