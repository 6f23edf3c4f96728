import { type AreaState, areaKey, filesOfArea, type StaleCause } from "../area/area.ts";
import { type AreaDigest, digestAll, digestArea, namedDigests } from "../area/area-digest.ts";
import { shortSha } from "../text/short-sha.ts";
import { staleCause } from "../sign-off/stale-cause.ts";
import { type CommandContext, type Decision, done, refused, stampOf } from "../command.ts";
import type { SignOff } from "../ledger/entry.ts";
import { type Reason, reason } from "../reason.ts";
import type { Binding } from "./bind-head.ts";
import { isOwn, whoElse } from "./may-sign.ts";
import { codeAt } from "./spoken-code.ts";

interface Signing {
  readonly binding: Binding & { readonly state: "bound" };
  /** How the area was named. */
  readonly word: string;
  readonly note: string;
  /** Whether the line named the head, so that the times are not what decided. */
  readonly isPinned: boolean;
  /** The line that signs the present head. */
  readonly command: string;
}

/** Records a sign-off, and says so in words when it does not count for the present head. */
export function signArea(state: AreaState, signing: Signing, context: CommandContext): Decision {
  const { area } = state;
  const { pullRequest, files } = context;
  const digest = digestArea(filesOfArea(area, files.files), files.isComplete);
  const entry = entryOf(state, signing, digest, context);
  const cause = staleCause(entry, area, { pullRequest, digest, wholeDigest: digestAll(files) });
  if (cause !== undefined) return { ...refused(whyNotNow(entry, cause, signing, context)), entries: [entry] };
  const told = whatIsMissing(state, entry, context);
  if (told !== undefined) return { ...done(told), entries: [entry], isTold: true };
  const code = state.state === "not-required" ? "area-not-required" : "signed";
  return { ...done(reason(code, { area: area.name, head: shortSha(entry.headSha) })), entries: [entry] };
}

type Part = Pick<SignOff, "areaDigest" | "fileDigests">;

function partOf(digest: AreaDigest): Part {
  const fileDigests = namedDigests(digest);
  return { areaDigest: digest.digest ?? null, ...(fileDigests === undefined ? {} : { fileDigests }) };
}

function partAt({ diff }: Signing["binding"]["head"], { area }: AreaState): Part {
  const part = diff?.areas[areaKey(area)];
  return {
    areaDigest: part?.digest ?? null,
    ...(part?.files === undefined ? {} : { fileDigests: { ...part.files } }),
  };
}

function entryOf(state: AreaState, signing: Signing, digest: AreaDigest, context: CommandContext): SignOff {
  const { binding, word, note } = signing;
  return {
    kind: "signed",
    ...stampOf(context),
    ...codeAt(binding, context),
    ...(binding.isPresent ? partOf(digest) : partAt(binding.head, state)),
    area: areaKey(state.area),
    word,
    bodySha256: context.source.bodySha256,
    ...(note === "" ? {} : { note }),
    ...(context.actor.isMachine ? { isMachine: true } : {}),
  };
}

function whyNotNow(
  entry: SignOff,
  because: StaleCause,
  { isPinned, command }: Signing,
  { pullRequest, heads, source }: CommandContext,
): Reason {
  const head = shortSha(pullRequest.headSha);
  const signedHead = shortSha(entry.headSha);
  if (because.cause === "base-changed") {
    const signedBase = because.baseBranch;
    return reason("signed-for-other-base", { signedHead, signedBase, base: pullRequest.baseBranch, command });
  }
  if (isPinned || source.kind === "review") return reason("signed-other-head", { signedHead, head, command });
  const ageS = Math.floor((source.at.getTime() - heads.present.since.getTime()) / 1000);
  if (ageS <= 0) return reason("signed-before-push", { signedHead, head, command });
  return reason("signed-just-after-push", { signedHead, head, age: `${ageS} s`, command });
}

/** What a sign-off given in good order still waits for, as far as it can be told already. */
function whatIsMissing(state: AreaState, { headSha }: SignOff, context: CommandContext): Reason | undefined {
  const { area, signOffs } = state;
  const { actor } = context;
  const words = { area: area.name, head: shortSha(headSha) };
  if (isOwn(context) && area.selfSignoff === "with_evidence") return reason("signed-self-with-evidence", words);
  if (isOwn(context) && area.selfSignoff === "with_backup") return reason("signed-self-with-backup", words);
  if (area.excludesContributors === "no") return undefined;
  const before = signOffs.find(({ by }) => by.id === actor.id)?.standing;
  const cause = before?.state === "not-counted" ? before.because.cause : undefined;
  const safeOwners = whoElse([state], actor.login);
  const command = `/signoff ${area.name}`;
  if (cause === "contributor")
    return reason("signed-as-contributor", { ...words, actor: actor.login, safeOwners, command });
  return cause === "contributors-unknown" ? reason("signed-contributors-unknown", words) : undefined;
}
