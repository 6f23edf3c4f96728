import type { ReasonText } from "./reason-text.ts";

const signAgain = "{safeOwners} can comment {command}.";
const lookAgain = "{safeOwners} can look again and comment {command}.";

/** What is said of areas as a whole. */
const areaStates = {
  "no-area-touched": { says: "No file of this pull request belongs to an area." },
  "areas-signed": { says: "{count} signed." },
  "areas-missing": { says: "{signed} of {count} signed; missing: {missing}." },
  "signers-too-few": {
    says: "{have} of {need} different people have signed {areas}.",
    fix: "Somebody who has not signed yet can sign one of them.",
  },
  "area-absent": {
    says: "No code owner is named for a file of this pull request in {area}, so nobody can sign it.",
    fix: "Ask for it with the gate touched, which asks code owners about their own files.",
    needsAction: true,
  },
  "area-untouched": { says: "No file of this pull request belongs to it." },
  "area-signed": { says: "Signed by {safeWho}." },
  "area-unsigned": { says: "Nobody has signed yet.", fix: signAgain },
  "area-partly-signed": { says: "{have} of {need} have signed: {safeWho}.", fix: signAgain },
  "area-owners-outstanding": {
    says: "Signed by {safeWho}; at most {limit} of the owners may be missing.",
    fix: signAgain,
  },
  "area-objected": {
    says: "{who} asked for changes.",
    fix: "Once that is settled, {who} can approve or comment {command}, or the review is dismissed.",
  },
  "area-quorum-unreachable": {
    says: "It takes {need}, and fewer than that may sign this pull request.",
    fix: "Name more owners or backups in .github/gatehouse.yml, or lower the quorum.",
    needsAction: true,
  },
  "area-owners-unreadable": {
    says: "Gatehouse cannot tell who owns this area: {problem}.",
    fix: "Correct the owners in .github/gatehouse.yml, or give the App access to the team.",
    needsAction: true,
  },
  "area-files-unknown": {
    says: "GitHub does not list all {changed} changed files, so it cannot be told which areas they touch.",
    fix: "Split the pull request.",
    needsAction: true,
  },
} as const satisfies Record<string, ReasonText>;

/** Why a sign-off does not count. Waiting does not bring back what is stale, lapsed or voided. */
const signOffStates = {
  "sign-off-stale": {
    says: "{safeWho} signed {signedHead}; {file} changed in {head}{safeCompare}.",
    fix: "{safeOwners} can look at the change and comment {command}.",
    needsAction: true,
  },
  "sign-off-stale-base": {
    says: "{safeWho} signed against {signedBase}; the pull request now targets {base}.",
    fix: lookAgain,
    needsAction: true,
  },
  "sign-off-stale-area": {
    says: "{safeWho} signed {signedHead}; the configuration or {base} has changed since what belongs to this area.",
    fix: lookAgain,
    needsAction: true,
  },
  "sign-off-stale-push": {
    says: "{safeWho} signed {signedHead}; this area asks again after every change, and {head} is one{safeCompare}.",
    fix: lookAgain,
    needsAction: true,
  },
  "sign-off-stale-unknown": {
    says: "{safeWho} signed {signedHead}; what changed since cannot be told, so it does not count for {head}{safeCompare}.",
    fix: lookAgain,
    needsAction: true,
  },
  "sign-off-stale-lost": {
    says: "{safeWho} signed, but it is not known any more at which commit, so it does not count for {head}.",
    fix: lookAgain,
    needsAction: true,
  },
  "sign-off-lapsed": {
    says: "{safeWho} signed, but may not sign off this area any more.",
    fix: signAgain,
    needsAction: true,
  },
  "sign-off-voided": {
    says: "The {safePlace} in which {safeWho} signed was {safeHow} by {by}.",
    fix: signAgain,
    needsAction: true,
  },
  "sign-off-voided-unseen": {
    says: "The {safePlace} in which {safeWho} signed was {safeHow}, and nobody saw by whom.",
    fix: signAgain,
    needsAction: true,
  },
  "sign-off-withdrawn": { says: "{safeWho} took the sign-off back.", fix: signAgain },
  "sign-off-revoked": { says: "{by} revoked the sign-off of {safeWho}.", fix: signAgain },
  "sign-off-revoked-because": { says: "{by} revoked the sign-off of {safeWho}: {note}.", fix: signAgain },
  "sign-off-of-agent": { says: "{safeWho} signed; an agent's sign-off does not count here.", fix: signAgain },
  "sign-off-of-author": {
    says: "{safeWho} signed; the author's own sign-off does not count here.",
    fix: "Somebody else can sign: {safeOwners} can comment {command}.",
  },
  "sign-off-lacks-evidence": { says: "{safeWho} signed; that counts once these gates hold: {gates}." },
  "sign-off-without-evidence": {
    says: "{safeWho} signed; that would count beside evidence, and no required gate gives any.",
    fix: "Somebody else can sign: {safeOwners} can comment {command}.",
  },
  "sign-off-lacks-company": {
    says: "{safeWho} signed; that counts once another owner or a backup has signed.",
    fix: "Somebody else can sign: {safeOwners} can comment {command}.",
  },
  "sign-off-too-early": {
    says: "{safeWho} signed before {from}, from when on a backup may.",
    fix: "{safeOwners} can comment {command}, and from then on backups too.",
  },
  "sign-off-not-needed": {
    says: "{safeWho} signed; a backup may only where an owner is the author.",
    fix: signAgain,
  },
  "sign-off-of-contributor": {
    says: "{safeWho} signed; whoever took part in the commits may not.",
    fix: "Somebody else can sign: {safeOwners} can comment {command}.",
  },
  "sign-off-contributor-unknown": {
    says: "Commit {commit} names somebody without a GitHub account, so it cannot be told who took part, and nobody's sign-off counts.",
    fix: "Commit it again with an e-mail address that belongs to a GitHub account.",
    needsAction: true,
  },
  "sign-off-contributors-unknown": {
    says: "It cannot be told who took part in the commits, so nobody's sign-off counts.",
    fix: "GitHub lists at most 250 commits: squash them, or split the pull request.",
    needsAction: true,
  },
} as const satisfies Record<string, ReasonText>;

/** What is said of areas and their sign-offs. */
export const areaReasons = { ...areaStates, ...signOffStates } as const;
