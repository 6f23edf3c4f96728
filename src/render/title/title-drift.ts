import { type Reason, reason } from "../../policy/reason.ts";
import type { Drift } from "../../policy/title/landing/drift.ts";
import { longestTitle } from "../../policy/title/rules.ts";
import { cut, fenced } from "../markdown.ts";
import { fix, sentence, sentenceWithFix } from "../reason.ts";
import { problemItems } from "./problem-list.ts";
import { titleBlocks } from "./title-blocks.ts";

/** Under which the comment is known again. */
export const driftTopic = "title-drift";

// Every title in full, be it all emoji; a subject has no limit, and a comment of GitHub has 65,536 characters.
const mostShown = 2 * longestTitle;

/** The comment on a pull request whose merge made another commit than its title promised. `commit` is a short id. */
export function renderTitleDrift(drift: Drift, commit: string): string {
  const why = whyTold(drift, commit);
  return [`❌ ${sentence(why)}`, ...shown(drift), ...howToMend(drift, why)].join("\n\n");
}

function howToMend({ meant }: Drift, why: Reason): readonly string[] {
  if (meant === undefined) return [sentenceWithFix(reason("drift-without-lines", {}))];
  return [...[fix(why) ?? []].flat(), fenced(`BEGIN_COMMIT_OVERRIDE\n${meant}\nEND_COMMIT_OVERRIDE`, "text")];
}

function whyTold(drift: Drift, commit: string): Reason {
  switch (drift.kind) {
    case "fails":
      return reason("drift-fails", { commit });
    case "lost-breaking":
      return reason("drift-lost-breaking", { commit });
    case "gained-breaking":
      return reason("drift-gained-breaking", { commit });
    case "other-type":
      return reason("drift-other-type", { commit, was: drift.was, is: drift.is });
    case "other-security":
      return reason("drift-other-security", { commit, was: drift.was, is: drift.is });
  }
}

function shown(drift: Drift): readonly string[] {
  const { subject } = drift;
  // Both pass, so everything in them can be seen.
  if (drift.kind !== "fails") {
    const [title, commit] = [drift.title, subject].map((text) => cut(text, mostShown));
    return [fenced(`title:  ${title}\ncommit: ${commit}`, "text")];
  }
  const { problems } = drift;
  return [...titleBlocks(subject, problems), problemItems(problems, "commit").join("\n")];
}
