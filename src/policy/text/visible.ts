import { withoutInvisible } from "./characters.ts";
import { hideSecrets } from "./secrets.ts";

const breaks = /[\p{Cc}\u2028\u2029]+/gu;

/** What somebody else wrote, as one line that shows all there is: nothing hides, reorders or breaks it, and no token is in it. */
export function visible(text: string): string {
  return oneLine(hideSecrets(text));
}

/** The same for what is copied and has to work then: tokens stay. */
export function oneLine(text: string): string {
  // Half of a surrogate pair is no text, and GitHub refuses the request that holds one.
  return withoutInvisible(text.toWellFormed().replaceAll(breaks, " "));
}
