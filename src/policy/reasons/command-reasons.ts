import type { ReasonText } from "./reason-text.ts";

/** What a slash command answers. */
export const commandReasons = {
  signed: { says: "Signed {area} at {head}." },
  "area-not-required": {
    says: "Signed {area} at {head}. No file of this pull request belongs to it, so nothing waits for it.",
  },
  "not-an-owner": {
    says: "{actor} is not an owner of {area}.",
    fix: "{safeOwners} can comment {command}. Owners are listed in .github/gatehouse.yml.",
  },
  "self-signoff-denied": {
    says: "{actor} opened this pull request, and nobody signs off their own pull request here.",
    fix: "{safeOwners} can comment {command}. A maintainer can allow it with signoffs.self: allow in .github/gatehouse.yml.",
  },
  "self-signoff-alone": {
    says: "{actor} opened this pull request and is the only owner of {area}; nobody signs off their own pull request here.",
    fix: "Add an owner, or set signoffs.self: allow in .github/gatehouse.yml; the summary then says so every time.",
  },
  "bot-cannot-sign": {
    says: "{actor} is a bot or an App; only people sign off.",
    fix: "{safeOwners} can comment {command}.",
  },
  "backup-too-early": {
    says: "{actor} is a backup of {area}, and may sign from {from} on.",
    fix: "Until then its owners can.",
  },
  "backup-of-author": {
    says: "{actor} is a backup of {area} for pull requests that one of its owners opened, and this one is not.",
    fix: "Its owners can sign.",
  },
  "signed-self-with-evidence": {
    says: "Signed {area} at {head} by the author: it counts while the required gates that measure the area hold.",
  },
  "signed-self-with-backup": {
    says: "Signed {area} at {head} by the author: it counts beside the sign-off of a backup or of another owner.",
  },
  "signed-as-contributor": {
    says: "Signed {area} at {head}; it does not count, because {actor} took part in the commits.",
    fix: "{safeOwners} can comment {command}.",
  },
  "signed-contributors-unknown": {
    says: "Signed {area} at {head}; it does not count while it cannot be told who took part in the commits.",
  },
  "signed-other-head": {
    says: "Recorded for {signedHead}. It does not count for {head}, which is the head now and differs there.",
    fix: "Look at the change and comment {command}.",
  },
  "signed-just-after-push": {
    says: "Recorded for {signedHead}: {head} was pushed only {age} before the comment, so you may not have seen it.",
    fix: "Look at the change and comment {command}.",
  },
  "signed-before-push": {
    says: "Recorded for {signedHead}: {head} was pushed after the comment, and differs.",
    fix: "Look at the change and comment {command}.",
  },
  "signed-for-other-base": {
    says: "Recorded for {signedHead} against {signedBase}; the pull request now targets {base}.",
    fix: "Look again and comment {command}.",
  },

  "no-such-area": { says: "{area} is not an area here, so this line did nothing.", fix: "Areas: {areas}." },
  "did-you-mean-area": {
    says: "{area} is not an area here, so this line did nothing.",
    fix: "Did you mean {command}? Areas: {areas}.",
  },
  "area-required": { says: "Say which area you sign.", fix: "Comment {command}." },
  "area-guessed": { says: "Say which area you sign.", fix: "Did you mean {command}?" },
  "no-areas-defined": { says: "No areas are defined here, so there is nothing to sign off." },
  "nothing-to-sign": { says: "No area waits for {actor}, who may sign {areas}." },
  "owns-nothing": {
    says: "{actor} owns none of the areas {areas}.",
    fix: "Owners are listed in .github/gatehouse.yml.",
  },
  "head-moved": {
    says: "Gatehouse had not known {head} for {grace} when you commented, so you may not have seen it.",
    fix: "Look at it and comment {command}.",
  },
  "head-not-current": { says: "{given} is not the head of this pull request.", fix: "The head is {head}." },
  "head-ambiguous": {
    says: "More than one head of this pull request begins with {given}.",
    fix: "Write the whole id of the commit.",
  },

  withdrawn: { says: "The sign-off of {area} by {who} is withdrawn." },
  "nothing-to-withdraw": { says: "{who} has no sign-off of {area}." },
  "nothing-signed": { says: "{who} has signed nothing here." },
  "withdrawal-area-required": { says: "Say which area it is about.", fix: "Comment {command}." },
  "revocation-needs-reason": { says: "Say why you take back the sign-off of {who}.", fix: "Comment {command}." },
  "revocation-not-allowed": {
    says: "{actor} is not an owner of {area}, and so cannot take back the sign-off of somebody else.",
    fix: "{safeOwners} can.",
  },

  "stop-not-allowed": {
    says: "{actor} may not hold up this pull request.",
    fix: "Its author, an area owner, or anyone with triage permission can.",
  },
  held: { says: "On hold until somebody comments {command}." },
  unheld: { says: "Lifted the hold of {holders}." },
  "nothing-held": { says: "Nothing is on hold here." },
  "unhold-by-author": {
    says: "{actor} opened this pull request, and may not lift the hold of {holders}.",
    fix: "They, another area owner, or anyone with maintain permission can comment {command}.",
  },
  "unhold-not-allowed": {
    says: "{actor} may not lift the hold of {holders}.",
    fix: "They, an area owner, or anyone with maintain permission can comment {command}.",
  },
  "concern-raised": { says: "Concern {name} blocks until somebody comments {command}." },
  "concern-name": {
    says: "A concern has one name, of at most 50 letters, digits and dashes.",
    fix: "Comment {command}.",
  },
  "concern-resolved": { says: "Concern {name} is resolved." },
  "concern-resolved-own": { says: "Resolved; what {others} raised as {name} stays." },
  "concern-required": { says: "Say which concern is resolved.", fix: "Comment {command}. Open concerns: {names}." },
  "no-concern-open": { says: "No concern is open here." },
  "no-such-concern": { says: "No open concern is called {name}.", fix: "Open concerns: {names}." },
  "did-you-mean-concern": {
    says: "No open concern is called {name}.",
    fix: "Did you mean {command}? Open concerns: {names}.",
  },
  "resolve-not-allowed": {
    says: "{actor} may not resolve {name}.",
    fix: "{raiser}, who raised it, or an area owner who did not open the pull request can comment {command}.",
  },

  "no-such-gate": { says: "{given} is not a gate of this pull request.", fix: "Gates: {names}." },
  "did-you-mean-gate": {
    says: "{given} is not a gate of this pull request.",
    fix: "Did you mean {command}? Gates: {names}.",
  },
  "waiver-given": { says: "Gate {gate} is waived until {until}." },
  "waiver-incomplete": { says: "A waiver names one gate, its end and a reason.", fix: "Comment {command}." },
  "waiver-end-unreadable": {
    says: "{given} is neither a date such as 2026-11-25 nor a duration such as 90m, 36h or 7d.",
    fix: "Comment {command}.",
  },
  "waiver-over": { says: "{given} is over already.", fix: "Comment {command}." },
  "waiver-too-long": { says: "A waiver lasts {limit} at most.", fix: "Comment {command}." },
  "waive-not-allowed": {
    says: "{actor} may not waive {gate}.",
    fix: "Only owners of {areas} can. Owners are listed in .github/gatehouse.yml.",
  },
  "waive-own": {
    says: "{actor} opened this pull request, and nobody waives the gates of their own here.",
    fix: "Ask another owner.",
  },
  "stop-not-waivable": {
    says: "Holds and concerns cannot be waived.",
    fix: "Whoever put them there lifts them with `/unhold` and `/resolve`.",
  },

  "title-changed-since": {
    says: "The title was changed after you wrote this, and gate {gate} is about {filled} now.",
    fix: "Look at that and comment {command}.",
  },
  "title-then-unknown": {
    says: "Gate {gate} is about {filled}, and it cannot be told under which title you wrote this.",
    fix: "If you mean that, comment {command}.",
  },

  "ruled-pass": { says: "Gate {gate} holds at {head}." },
  "ruled-fail": { says: "Gate {gate} does not hold at {head}." },
  "gate-required": { says: "Say which gate.", fix: "Comment {command}. Manual gates: {names}." },
  "no-manual-gates": { says: "No gate of this pull request is manual, so there is nothing to say about one." },
  "gate-not-manual": {
    says: "Gate {gate} is measured; nobody can say that it holds or not.",
    fix: "An owner can waive it with `/waive`.",
  },
  "ruling-incomplete": { says: "Name one gate, and say what you saw.", fix: "Comment {command}." },
  "rule-not-allowed": {
    says: "{actor} may not decide about {gate}.",
    fix: "Owners of {areas} can. Owners are listed in .github/gatehouse.yml.",
  },
  "rule-own": {
    says: "{actor} opened this pull request, and nobody passes {gate} of their own here.",
    fix: "Ask another owner.",
  },

  "only-people": { says: "{actor} is a bot or an App; only people can do this." },
  "words-not-expected": { says: "{given} is not expected here, so this line did nothing.", fix: "Comment {command}." },
  "pull-request-closed": { says: "This pull request is closed; its sign-offs are frozen." },
  "note-too-long": { says: "The note has {length} characters; the limit is {limit}.", fix: "Shorten it." },

  retitled: { says: "The title is now {title}." },
  "retitled-by-force": { says: "The title is now {title}: {actor} forced it at {at}, although it does not pass." },
  "forced-title-fails": { says: "{safeProblem}" },
  "title-unchanged": { says: "That is the title already." },
  "title-passes-already": { says: "The title passes, so there is nothing to suggest and nothing was changed." },
  "retitle-outdone": { says: "A later line of this comment sets the title." },
  "retitle-refused": { says: "{safeProblem}", fix: "Comment {command}." },
  "retitle-refused-without-example": {
    says: "{safeProblem}",
    fix: "Comment `/retitle` and a title that passes; the check gatehouse/title says what one looks like.",
  },
  "retitle-not-allowed": {
    says: "{actor} may not change this title.",
    fix: "Its author, an area owner, or anyone with triage permission can.",
  },
  "retitle-no-force": {
    says: "{actor} may not set a title that does not pass.",
    fix: "Anyone with maintain permission can. Without `--force` a title that passes is taken.",
  },
  "retitle-closed": {
    says: "This pull request is closed, and its title stays as it is.",
    fix: "A maintainer can allow it with title.retitle_closed: allow in .github/gatehouse.yml.",
  },
  "retitle-queued": {
    says: "The merge queue holds this pull request, and what lands was fixed when it went in.",
    fix: "Take it out of the queue, then comment {command}.",
  },

  help: { says: "Commands and areas of this pull request:" },
  rechecked: { says: "Looking again." },
  "did-you-mean-command": { says: "There is no such command here.", fix: "Did you mean {command}?" },
  "comment-too-tangled": {
    says: "This comment is longer than {limit} characters or nested too deeply, so its commands were not run.",
    fix: "Comment {command} by itself.",
  },
  "too-many-commands": {
    says: "This comment holds {count} commands; the limit is {limit}, so none was run.",
    fix: "Send fewer at a time.",
  },
} as const satisfies Record<string, ReasonText>;
