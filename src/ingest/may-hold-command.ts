// Invisible characters that come along with a copied line: zero width space, joiners, word joiner, byte order mark.
const invisible = "(?:\\u200B|\\u200C|\\u200D|\\u2060|\\uFEFF)*";
const lineStart = "[ \\t\\u00A0>*+-]";
const commandLine = new RegExp(`^(?:${invisible}${lineStart})*${invisible}/[A-Za-z]`, "m");

/**
 * Whether a comment is worth a job: some line starts with a slash and a letter, perhaps inside a quote or a list. It
 * says yes too often (a fence, a path), never too rarely; the real parser decides. No command, no job.
 */
export function mayHoldCommand(body: string): boolean {
  return commandLine.test(body);
}
