import type { CheckRunEffect } from "../../policy/effect.ts";
import type { TitleStanding } from "../../policy/title/title-standing.ts";
import { titleCheckName } from "../check-runs.ts";

/** Under which the comment is known again. */
export const titleTopic = "title";

/** The comment that says what the title's own check says. Undefined where nothing asks for the title to be judged. */
export function renderTitleComment(
  judged: { readonly state: TitleStanding["state"]; readonly check: CheckRunEffect } | undefined,
): string {
  switch (judged?.state) {
    case "fails":
    case "unknown":
      return `${judged.check.summary}\n\nThis comment is edited when the title changes.`;
    case "passes":
      return "✅ The title passes now; nothing is left to do about it.";
    case "lenient":
      return `➖ The title does not hold, and holds nobody up, because a bot wrote it; ${elsewhere}`;
    case "waiting":
      return `⏳ The title counts once this is finished; ${elsewhere}`;
    case "not-judged":
      return `➖ The title is not judged now; ${elsewhere}`;
    case undefined:
      return "➖ The title is not judged now; nothing asks for it.";
  }
}

const elsewhere = `the check \`${titleCheckName}\` says why.`;
