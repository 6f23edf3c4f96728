import { z } from "zod";
import { shortSha } from "../text/short-sha.ts";
import { defineGate, type GateProblem } from "../gate.ts";
import { reason } from "../reason.ts";
import { tagKey } from "../tag.ts";
import { codeSpan } from "../text/code-span.ts";
import { refNameProblem } from "../text/ref-name.ts";
import type { Verdict } from "../verdict.ts";

export const tagGate = defineGate({
  kind: "tag",
  summary: "A tag exists, at a commit that a branch has.",
  options: {
    tag: z.string().min(1).max(200).meta({ description: "Name of the tag that must exist." }),
    branch: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "Branch that must have the tagged commit. Default: the base branch of the pull request." }),
  },
  needs: ["tags"],
  wants: ({ tag: name, branch }) => ({ tags: [{ name, branch }] }),
  problems: ({ tag, branch }) => [...nameProblems("tag", tag), ...nameProblems("branch", branch)],
  judge: ({ tags, pullRequest: { baseBranch } }, { tag, branch }): Verdict => {
    const found = tags.get(tagKey({ name: tag, branch }));
    if (found === undefined) throw new Error(`the tag ${tag} was not looked for`);
    const words = { tag, branch: branch ?? baseBranch };
    switch (found.state) {
      case "absent":
        return { state: "fail", reason: reason("tag-absent", { ...words, command: commandFor(tag) }) };
      case "no-branch":
        return { state: "no-data", reason: reason("tag-no-branch", words) };
      case "no-commit": {
        const more = { type: found.type, command: commandFor(tag) };
        return { state: "fail", reason: reason("tag-of-no-commit", { ...words, ...more }) };
      }
      case "found": {
        const commit = shortSha(found.sha);
        return found.isReachable
          ? { state: "pass", reason: reason("tag-holds", { ...words, commit }) }
          : { state: "fail", reason: reason("tag-unreachable", { ...words, commit }) };
      }
    }
  },
});

function nameProblems(key: string, name: string | undefined): readonly GateProblem[] {
  const problem = name === undefined ? undefined : refNameProblem(name);
  if (name === undefined || problem === undefined) return [];
  const says = `${codeSpan(name)} is no name that git takes: it ${problem}`;
  return [{ path: [key], says, fix: "Correct the name." }];
}

/** Git allows in names what a shell would carry out. */
function commandFor(tag: string): string {
  const name = /^[\w./@%+=:,-]+$/.test(tag) ? tag : `'${tag.replaceAll("'", String.raw`'\''`)}'`;
  return `git tag -a ${name} COMMIT && git push origin tag ${name}`;
}
