import type { ChangedFile, FileList } from "../../policy/facts.ts";
import type { Git } from "./git.ts";

// GitHub lists no more files of a pull request.
const fileLimit = 3_000;

interface RawFile extends Pick<ChangedFile, "path" | "previousPath" | "status" | "blobSha"> {
  /** A change of the type is told as a removal and an addition. */
  readonly segments: 1 | 2;
}

/** What lies between two commits, as GitHub would list it. */
export async function collectChangedFiles(from: string, to: string, git: Git): Promise<FileList> {
  // The plumbing command: settings for people's eyes do not change what it prints.
  const diff = ["diff-tree", "-r", "--find-renames", "--no-ext-diff", "--no-textconv", "--no-relative"];
  const raw = parseRaw(await git.read(...diff, "--raw", "-z", "--no-abbrev", from, to, "--"));
  const segments = splitPatches(await git.read(...diff, "--patch", "--no-color", from, to, "--"));
  const expected = raw.reduce((sum, file) => sum + file.segments, 0);
  if (segments.length !== expected) {
    throw new Error(`git tells of ${expected} changes, and shows ${segments.length} of them`);
  }
  let next = 0;
  const files = raw.map(({ segments: count, ...file }) => {
    const hunks = segments.slice(next, next + count).flatMap((segment) => hunksOf(segment) ?? []);
    next += count;
    return { ...file, patch: hunks.length === 0 ? undefined : hunks.join("\n"), changedLines: countChanges(hunks) };
  });
  return { files: files.slice(0, fileLimit), isComplete: files.length <= fileLimit };
}

const statusWords: Readonly<Record<string, string>> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  T: "changed",
};

/** `:100644 100644 <sha> <sha> R086`, the path and, of a rename, the new path, each ended by NUL. */
function parseRaw(text: string): readonly RawFile[] {
  const parts = text.split("\0");
  const files: RawFile[] = [];
  for (let at = 0; at < parts.length - 1;) {
    const [, , before = "", after = "", letters = ""] = (parts[at] ?? "").split(" ");
    const letter = letters.charAt(0);
    const isRename = letter === "R";
    const first = parts[at + 1] ?? "";
    const path = isRename ? (parts[at + 2] ?? "") : first;
    files.push({
      path,
      previousPath: isRename ? first : undefined,
      status: statusWords[letter] ?? "changed",
      blobSha: letter === "D" ? before : after,
      segments: letter === "T" ? 2 : 1,
    });
    at += isRename ? 3 : 2;
  }
  return files;
}

/** One per file, in the order of the raw list. Every line of a hunk begins with a sign, and names with a line break are quoted. */
function splitPatches(text: string): readonly string[] {
  return text === "" ? [] : text.split("\ndiff --git ");
}

/** From the first `@@`, as GitHub shows it; undefined of binaries, mere renames and changes of the mode. */
function hunksOf(segment: string): string | undefined {
  const start = segment.indexOf("\n@@ ");
  return start === -1 ? undefined : segment.slice(start + 1).replace(/\n$/, "");
}

function countChanges(hunks: readonly string[]): number {
  return hunks.flatMap((text) => text.split("\n")).filter((line) => line.startsWith("+") || line.startsWith("-"))
    .length;
}
