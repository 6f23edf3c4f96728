import { counted } from "../../policy/text/counted.ts";
import { clip } from "../clip.ts";
import { renderMarker } from "./advisory-marker.ts";
import { bareName } from "./severity-words.ts";
import { show, showSentence } from "./show.ts";
import type { TriageContext } from "./triage-context.ts";
import type { IssueText } from "./triage-issue.ts";

/** A lockfile, or a policy file, of which nothing is known. */
export interface LockfileTrouble {
  readonly path: string;
  /** Completes "the file …", or names the line itself: `line 3: is cut off`. */
  readonly problem: string;
  readonly line?: number | undefined;
  /** Its documented ignores are not known; otherwise what it locks. */
  readonly isPolicy?: boolean;
}

const listBytes = 50_000;

/** The one issue about files that cannot be read; there must be at least one. `heldBack`: advisories that wait for them. */
export function renderUnreadable(
  troubles: readonly LockfileTrouble[],
  { area }: Pick<TriageContext, "area">,
  heldBack: readonly string[] = [],
): IssueText {
  const [first] = troubles;
  const others = troubles.length > 1 ? ` and ${troubles.length - 1} more` : "";
  const asked = area === undefined ? "" : ` Area ${show(area)} is asked to look at it.`;
  const lines = troubles.map(({ path, problem, line }) => {
    const at = line === undefined ? "" : `, line ${line}`;
    return `- ${show(path)}${at}: ${showSentence(problem)}`;
  });
  const policies = troubles.filter(({ isPolicy = false }) => isPolicy).length;
  const lockfiles = troubles.length - policies;
  const counts = [
    ...(lockfiles === 0 ? [] : [counted(lockfiles, "lockfile")]),
    ...(policies === 0 ? [] : [counted(policies, "policy file")]),
  ];
  const body = [
    renderMarker("lockfile-unreadable"),
    `❌ **${counts.join(" and ")} cannot be read.**${asked}`,
    clip(lines, listBytes, (left) => `- and ${left} more`).join("\n"),
    ...(lockfiles === 0 ? [] : [ofLockfiles]),
    ...(policies === 0 ? [] : [ofPolicies]),
    ...(heldBack.length === 0 ? [] : [heldBackInWords(heldBack)]),
    [...(lockfiles === 0 ? [] : [mendLockfiles]), ...(policies === 0 ? [] : [mendPolicies]), closes].join(" "),
  ];
  const kind = policies === 0 ? "lockfile" : lockfiles === 0 ? "policy" : "file";
  return { title: `${kind}-unreadable: ${bareName(first?.path ?? "")}${others}`, body: body.join("\n\n") };
}

const ofLockfiles =
  "What they lock is not known, so it is not checked. The other lockfiles are scanned as ever, and what is found in them gets its issues. But nothing is called gone: no advisory issue is closed until all of these can be read again.";
const ofPolicies =
  "What a policy file ignores is not known while it cannot be read. So no issue is opened for an advisory that it may cover, and none is called accepted, or not accepted any more. Malicious packages are told all the same, and the clocks of issues that nothing covered run on.";
const mendLockfiles =
  "Let the package manager write the file anew, or leave it out by `advisories.skip` where it is no lockfile of this repository.";
const mendPolicies = "Put the policy file right.";
const closes = "This issue closes by itself with the next scan that can read them all.";

const mostHeldBack = 50;

function heldBackInWords(heldBack: readonly string[]): string {
  const more = heldBack.length > mostHeldBack ? ` and ${heldBack.length - mostHeldBack} more` : "";
  return `Held back until then: ${heldBack.slice(0, mostHeldBack).map(show).join(", ")}${more}.`;
}
