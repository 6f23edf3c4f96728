import { defineGate } from "../gate.ts";
import { configPath } from "../known-paths.ts";
import type { ConfigChange, ProposedConfig, ProposedNote, ProposedProblem } from "../proposed-config.ts";
import { type Reason, reason } from "../reason.ts";
import { counted } from "../text/counted.ts";
import type { Annotation, Verdict } from "../verdict.ts";

/**
 * Required in every configured repository, and in sight only where a pull request changes the configuration. The rules
 * of the base branch decide there all the same, so the preview passes, however little would be asked after the merge:
 * whether that is wanted is decided by the area `governance`.
 */
export const configurationGate = defineGate({
  kind: "configuration",
  summary: "A changed configuration can be used, and shows what would be different after the merge.",
  options: {},
  needs: ["proposed"],
  judge: ({ proposed }) => judge(proposed),
});

function judge(proposed: ProposedConfig): Verdict {
  switch (proposed.state) {
    case "unread":
      throw new Error("the changed configuration was not read, although a gate needs it");
    case "unchanged":
      return { state: "pass", reason: reason("configuration-unchanged", {}) };
    case "removed":
      return {
        state: "pass",
        reason: reason("configuration-removed", {}),
        caveats: [reason("configuration-missing-then", {})],
      };
    case "invalid": {
      const places = proposed.problems.map((each) => ({ each, why: problemReason(each) }));
      return {
        state: "fail",
        reason: reason("configuration-invalid", { count: counted(places.length, "problem") }),
        details: places.map(({ why }) => why),
        annotations: places.map(({ each, why }) => annotation(each, "failure", why)),
      };
    }
    case "valid":
      return preview(proposed);
  }
}

// The rest would only push what is important out of sight, and the most important stand first.
const mostNamed = 100;

function preview({ changes, notes }: Extract<ProposedConfig, { state: "valid" }>): Verdict {
  const noted = notes.map((each) => ({ each, why: noteReason(each) }));
  const count = counted(changes.length, "thing");
  return {
    state: "pass",
    reason: changes.length === 0 ? reason("configuration-same", {}) : reason("configuration-changes", { count }),
    details: [
      ...changes.slice(0, mostNamed).map(({ reason: why }) => why),
      ...(changes.length > mostNamed
        ? [reason("configuration-more", { count: String(changes.length - mostNamed) })]
        : []),
      ...noted.map(({ why }) => why),
    ],
    caveats: howMuchLess(changes),
    annotations: noted.map(({ each, why }) => annotation(each, "notice", why)),
  };
}

/** A reader must not miss it, so it stands above the lines, too. */
function howMuchLess(changes: readonly ConfigChange[]): readonly Reason[] {
  const surely = changes.filter(({ asksLess }) => asksLess === "yes").length;
  const perhaps = changes.filter(({ asksLess }) => asksLess === "perhaps").length;
  if (surely === 0 && perhaps === 0) return [];
  const less = counted(surely, "change");
  if (perhaps === 0) return [reason("configuration-asks-less", { less })];
  if (surely === 0) return [reason("configuration-may-ask-less", { less: counted(perhaps, "change") })];
  return [reason("configuration-asks-and-may-ask-less", { less, more: String(perhaps) })];
}

/** The problem and its fix in one: both name what stands in the file. */
function problemReason({ line, column, says, fix }: ProposedProblem): Reason {
  return reason("configuration-problem", { line: String(line), column: String(column), problem: `${says}. ${fix}` });
}

function noteReason({ line, column, says }: ProposedNote): Reason {
  return reason("configuration-note", { line: String(line), column: String(column), note: says });
}

function annotation({ line }: ProposedNote, level: Annotation["level"], why: Reason): Annotation {
  return { path: configPath, startLine: line, endLine: line, level, reason: why };
}
