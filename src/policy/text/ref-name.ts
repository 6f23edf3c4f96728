/**
 * Why git, or GitHub, would not take this as the name of a tag or a branch; undefined when both do. The rules of
 * `git check-ref-format` and of `git tag`, and GitHub's, which takes nothing that looks like a commit.
 */
export function refNameProblem(name: string): string | undefined {
  return rules.find(({ breaks }) => breaks(name))?.says;
}

interface Rule {
  readonly breaks: (name: string) => boolean;
  /** Behind the name, without a full stop. */
  readonly says: string;
}

// A ref is a file: one part of its path can have 255 bytes, some of which git uses for `.lock`.
const mostBytes = 240;

const rules: readonly Rule[] = [
  { says: "is empty", breaks: (name) => name === "" },
  { says: `has more than ${mostBytes} bytes`, breaks: (name) => new TextEncoder().encode(name).length > mostBytes },
  { says: "is no text", breaks: (name) => !name.isWellFormed() },
  { says: "begins with `-`", breaks: (name) => name.startsWith("-") },
  { says: "holds a blank or a control character", breaks: (name) => /[\u0000-\u0020\u007F]/.test(name) },
  { says: "holds one of `~ ^ : ? * [ \\`", breaks: (name) => /[~^:?*[\\]/.test(name) },
  { says: "holds `..`", breaks: (name) => name.includes("..") },
  { says: "holds `@{`", breaks: (name) => name.includes("@{") },
  { says: "ends with a dot", breaks: (name) => name.endsWith(".") },
  {
    says: "begins or ends with `/`, or holds two in a row",
    breaks: (name) => name.split("/").some((part) => part === ""),
  },
  { says: "has a part that begins with a dot", breaks: (name) => name.split("/").some((part) => part.startsWith(".")) },
  {
    says: "has a part that ends with `.lock`",
    breaks: (name) => name.split("/").some((part) => part.endsWith(".lock")),
  },
  { says: "is `HEAD` or `@`, which git understands as something else", breaks: (name) => /^(?:HEAD|@)$/.test(name) },
  { says: "looks like a commit", breaks: (name) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(name) },
];
