import { digestAll } from "../area/area-digest.ts";
import { shortSha } from "../text/short-sha.ts";
import type { CommandContext } from "../command.ts";
import { type Reason, reason } from "../reason.ts";
import { isSameCode } from "../same-code.ts";

import { type Binding, bindHead } from "./bind-head.ts";

/** The code at a head, as the ledger keeps it. */
export function codeAt({ head, isPresent }: Binding & { state: "bound" }, { pullRequest, files }: CommandContext) {
  if (isPresent) {
    return { headSha: pullRequest.headSha, baseBranch: pullRequest.baseBranch, wholeDigest: digestAll(files) };
  }
  return { headSha: head.sha, baseBranch: head.baseBranch, wholeDigest: head.diff?.whole ?? null };
}

/** Why a comment binds to no head; undefined when it does. */
export function whyUnbound(
  binding: Exclude<Binding, { state: "bound" }>,
  { pullRequest, graceMs }: CommandContext,
  command: string,
): Reason {
  const head = shortSha(pullRequest.headSha);
  switch (binding.state) {
    case "unknown":
      return reason("head-not-current", { given: binding.given, head });
    case "ambiguous":
      return reason("head-ambiguous", { given: binding.given });
    case "unseen":
      return reason("head-moved", { head, grace: `${graceMs / 1000} s`, command });
  }
}

/**
 * The code that a decision about the whole pull request is for: what the actor could see, if that still is what there
 * is. `command` is the line to send again.
 */
export function presentCode(
  context: CommandContext,
  command: string,
): { code: ReturnType<typeof codeAt> } | { why: Reason } {
  const binding = bindHead(undefined, context);
  if (binding.state !== "bound") return { why: whyUnbound(binding, context, command) };
  const code = codeAt(binding, context);
  if (isSameCode(code, { pullRequest: context.pullRequest, wholeDigest: digestAll(context.files) })) return { code };
  return { why: whyUnbound({ state: "unseen" }, context, command) };
}
