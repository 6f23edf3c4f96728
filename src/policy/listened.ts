import { neededFacts, type UsedGate } from "./evaluate.ts";
import { bareLogin } from "./text/bare-login.ts";

/** What a look reads besides the commit, and what therefore may change a verdict without a push. */
export type Listened =
  | "body"
  | "labels"
  | "threads"
  | "issues"
  | "tags"
  | ReturnType<typeof tagsOn>
  | ReturnType<typeof remarksBy>
  | ReturnType<typeof artifactsOf>;

/** All that these gates read, whether they apply at the moment or not: what makes them apply may be what changes. */
export function listenedBy(used: readonly UsedGate[], baseBranch: string): readonly Listened[] {
  const { slices, body, labels, reviewers, artifacts, tags } = neededFacts(used);
  const words: readonly Listened[] = [
    ...(body ? (["body"] as const) : []),
    ...(labels ? (["labels"] as const) : []),
    ...(slices.has("threads") ? (["threads"] as const) : []),
    ...(slices.has("issues") ? (["issues"] as const) : []),
    ...(slices.has("tags") ? (["tags"] as const) : []),
    ...tags.map(({ branch }) => tagsOn(branch ?? baseBranch)),
    ...reviewers.map(remarksBy),
    ...artifacts.map(({ workflow }) => artifactsOf(workflow)),
  ];
  return [...new Set(words)].toSorted();
}

/** A person who has the name of the bot only costs a look. */
export function remarksBy(login: string): `remarks:${string}` {
  return `remarks:${bareLogin(login)}`;
}

/** Which tags a branch has changes with every push to it. */
export function tagsOn(branch: string): `tags:${string}` {
  return `tags:${branch}`;
}

/** By the file's name. Runs tell its path, and behind an `@` sometimes the ref that it was read at. */
export function artifactsOf(workflow: string): `artifacts:${string}` {
  const [path = ""] = workflow.split("@");
  return `artifacts:${path.split("/").at(-1) ?? ""}`;
}

/** Whether it belongs to the repository and so to many pull requests, not to one. */
export function isSharedByMany(word: string): boolean {
  return word === "issues" || word === "tags" || word.startsWith("tags:") || word.startsWith("artifacts:");
}
