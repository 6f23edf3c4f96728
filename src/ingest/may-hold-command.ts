// Blanks, signs of quotes and lists, and what comes along unseen with a copied line: zero width space, joiners, word
// joiner, byte order mark. One class, so that a line of 64 KB is read once.
const before = String.raw`^[ \t\u00A0>*+\u200B-\u200D\u2060\uFEFF-]*/`;
const triageName = "(?:triage|advisory)(?![A-Za-z-])";
const commandLine = new RegExp(`${before}(?!${triageName})[A-Za-z]`, "im");
const triageLine = new RegExp(`${before}${triageName}`, "im");

/**
 * Whether a comment is worth a job: some line starts with a slash and a letter, perhaps inside a quote or a list. It
 * says yes too often (a fence, a path), never too rarely; the real parser decides. No command, no job.
 */
export function mayHoldCommand(body: string): boolean {
  return commandLine.test(body);
}

/** The same for `/triage` and `/advisory`, which have a job of their own. */
export function mayHoldTriage(body: string): boolean {
  return triageLine.test(body);
}
