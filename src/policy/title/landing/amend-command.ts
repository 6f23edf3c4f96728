import { isInvisible } from "../../text/characters.ts";

/**
 * The line that gives the newest commit this subject, and no other text. Undefined where somebody's shell might read
 * anything but one word of it: between single quotes `'` ends the word in all of them, in PowerShell so do the curly ones,
 * and cmd knows no single quotes at all.
 */
export function amendCommand(subject: string): string | undefined {
  const points = Array.from(subject);
  const isHarmless = !unsafe.test(subject) && points.every((_, index) => !isInvisible(points, index));
  return isHarmless ? `git commit --amend -m '${subject}'` : undefined;
}

const unsafe = /['"`\\$%&|<>^\t\u2018-\u201F]/u;
