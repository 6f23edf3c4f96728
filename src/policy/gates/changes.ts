import { z } from "zod";
import type { ChangedFile, FileList } from "../facts.ts";
import { defineGate, type GateProblem } from "../gate.ts";
import { reason } from "../reason.ts";
import { codeSpans } from "../text/code-span.ts";
import { isEmptyFile } from "../text/empty-file.ts";
import { matchGlobs } from "../text/glob.ts";
import { GlobList, globListProblems } from "../text/glob-list.ts";
import type { Verdict } from "../verdict.ts";

const Changes = z.strictObject({
  if: GlobList.meta({ description: "Globs: the rule is about pull requests that change one of these files." }),
  then: GlobList.optional().meta({ description: "Globs: they must change one of these too." }),
  not_with: GlobList.optional().meta({ description: "Globs: they must change none of these." }),
});
type Changes = z.infer<typeof Changes>;

export const changesGate = defineGate({
  kind: "changes",
  summary: "Whoever changes certain files changes certain others too, or leaves them alone.",
  options: { changes: Changes.meta({ description: "Which files change together, and which do not." }) },
  needs: ["files"],
  problems: ({ changes }) => [
    ...(changes.then === undefined && changes.not_with === undefined
      ? [{ path: ["changes"], says: "nothing follows from `if`", fix: "Add `then`, `not_with` or both." }]
      : []),
    ...(changes.not_with ?? []).flatMap((glob, index) => (changes.if.includes(glob) ? [neverCause(glob, index)] : [])),
    ...(["if", "then", "not_with"] as const).flatMap((key) =>
      globListProblems(changes[key] ?? []).map((each) => ({ ...each, path: ["changes", key, ...each.path] })),
    ),
  ],
  judge: ({ files }, { changes }) => judgeChanges(files, changes),
});

/** A file that is meant by both is no cause, so this glob of `if` would ask for nothing. */
function neverCause(glob: string, index: number): GateProblem {
  const says = `\`${glob}\` stands under \`if\` too, and what \`not_with\` names is no cause`;
  return { path: ["changes", "not_with", index], says, fix: "Keep one of them." };
}

/** What a change is seen as, each by the paths that belong to it. */
interface Sorted {
  readonly causes: readonly string[];
  readonly answers: readonly string[];
  /** Would be answers if something in them changed, which cannot be told. */
  readonly unclear: readonly string[];
  readonly strangers: readonly string[];
}

function judgeChanges({ files, isComplete }: FileList, changes: Changes): Verdict {
  const { then, not_with: apart } = changes;
  const { causes, answers, unclear, strangers } = sortFiles(files, changes);
  const unlisted = reason("changes-unlisted", {});
  if (causes.length > 0 && strangers.length > 0) {
    return { state: "fail", reason: reason("changed-together", { causes, strangers }) };
  }
  const isAnswered = then === undefined || answers.length > 0;
  if (!isComplete && (apart !== undefined || !isAnswered)) return { state: "no-data", reason: unlisted };
  if (causes.length === 0) {
    // Of a list that is not whole only this can be said.
    if (!isComplete) return { state: "pass", reason: reason("changed-anyway", { answers }) };
    return { state: "pass", reason: reason("changes-not-meant", { globs: changes.if }) };
  }
  if (then === undefined) return { state: "pass", reason: reason("changed-apart", { causes, globs: apart ?? [] }) };
  if (isAnswered) return { state: "pass", reason: reason("changed-with", { causes, answers }) };
  const safeGlobs = codeSpans(then, "or");
  if (unclear.length > 0) return { state: "no-data", reason: reason("changed-unseen", { files: unclear, safeGlobs }) };
  return { state: "fail", reason: reason("changed-alone", { causes, globs: then, safeGlobs }) };
}

function sortFiles(files: readonly ChangedFile[], { if: cause, then = [], not_with: apart = [] }: Changes): Sorted {
  const [isCause, isAnswer, isStranger] = [matchGlobs(cause), matchGlobs(then), matchGlobs(apart)];
  const causes: string[] = [];
  const answers: string[] = [];
  const unclear: string[] = [];
  const strangers: string[] = [];
  for (const file of files) {
    const { path, previousPath } = file;
    // A rename leaves one place and enters another.
    for (const place of previousPath === undefined ? [path] : [previousPath, path]) {
      // `if: docs/**` and `not_with: docs/specs/**` mean the specs on the one hand and everything else on the other.
      if (isStranger(place)) strangers.push(place);
      else if (isCause(place)) causes.push(place);
    }
    if (!isAnswer(path)) continue;
    const isEntry = bringsSomething(file, previousPath !== undefined && isAnswer(previousPath));
    if (isEntry === undefined) unclear.push(path);
    else if (isEntry) answers.push(path);
  }
  return { causes, answers, unclear, strangers };
}

/** Whether there is something afterwards that was not there before, such as an entry of a changelog. Undefined if unknown. */
function bringsSomething(file: ChangedFile, wasThere: boolean): boolean | undefined {
  const { status, patch, changedLines } = file;
  if (status === "removed" || status === "unchanged") return false;
  if (changedLines === undefined ? patch !== undefined : changedLines > 0) return true;
  if (status === "renamed") return changedLines === undefined ? undefined : !wasThere && !isEmptyFile(file);
  if (status === "added" || status === "copied") return !isEmptyFile(file);
  // A change of the mode alone looks like one in a binary file.
  return undefined;
}
