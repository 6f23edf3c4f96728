import type { ReasonText } from "./reason-text.ts";

/** What `/triage` answers. */
export const triageReasons = {
  "triage-no-such-command": { says: "Nothing here is called {given}.", fix: "There are {names}." },
  "triage-not-allowed": { says: "{actor} may not decide about advisories here.", fix: "{safeWho} can." },
  "triage-owners-unreadable": {
    says: "Whether {actor} owns area {area} cannot be told: {problem}.",
    fix: "Anyone with write permission can decide, or correct the area in .github/gatehouse.yml.",
  },

  "triage-which-advisory": {
    says: "Say which advisory is meant, right behind the command.",
    fix: "Comment {command}.",
  },
  "triage-another-advisory": {
    says: "{given} is not what this issue is about, which is {advisory}.",
    fix: "Comment on the issue of that advisory, or leave its id out.",
  },
  "triage-shared-alias": { says: "{given} is another name of {ids}.", fix: "Name the one that you mean." },
  "triage-unknown-advisory": {
    says: "{given} hits no lockfile, as far as the last scan knows.",
    fix: "Correct it, or comment {command} to have the lockfiles looked at again.",
  },
  "triage-not-locked": {
    says: "{advisory} hits no lockfile any more.",
    fix: "If it does, comment {command}.",
  },
  "triage-state-lost": {
    says: "Somebody changed what the last scan had noted about {advisory}, so nothing can be decided on it.",
    fix: "Comment {command}, and decide when the scan has written it again.",
  },

  "triage-reason-too-short": {
    says: "The reason has {length} characters; others can judge it only with {limit} or more.",
    fix: "Comment {command}.",
  },
  "triage-end-needed": {
    says: "What is put off needs a day on which it is looked at again.",
    fix: "Comment {command}.",
  },
  "triage-end-unreadable": {
    says: "{given} is neither a day such as 2030-01-31 nor a number of days such as 30d.",
    fix: "Comment {command}.",
  },
  "triage-several-ends": { says: "This names more than one end: {ends}.", fix: "Comment {command}." },
  "triage-end-over": { says: "{given} is over already.", fix: "Comment {command}." },
  "triage-end-too-far": { says: "{given} is more than {limit} ahead.", fix: "Comment {command}." },
  "triage-malicious": {
    says: "{advisory} is about a malicious package, and nobody accepts one or puts it off.",
    fix: "Remove the package, and treat each machine that built it as taken over.",
  },
  "triage-policy-broken": {
    says: "{file} {problem} (line {line}), so no ignore can be proposed for it.",
    fix: "Correct the file on the branch that is scanned, then comment again.",
  },
  "triage-policy-unreadable": {
    says: "{file} {problem}, so no ignore can be proposed for it.",
    fix: "Correct the file on the branch that is scanned, then comment again.",
  },
  "triage-pull-request-needed": { says: "Say which pull request ends it.", fix: "Comment {command}." },
  "triage-no-such-pull-request": {
    says: "{given} is no pull request of this repository.",
    fix: "Comment {command}, with its number.",
  },
  "triage-pull-request-closed": {
    says: "Pull request #{number} was closed without a merge, so it ends nothing.",
    fix: "Name another one, or open it again first.",
  },
  "triage-rating-needed": { says: "Say how grave it is: {ratings}.", fix: "Comment {command}." },
  "triage-login-needed": { says: "Say who takes care of it: one account, not a team.", fix: "Comment {command}." },
  "triage-not-assignable": {
    says: "Nobody called {login} can be given an issue of this repository.",
    fix: "Name somebody who has access to it.",
  },
  "triage-nothing-to-undo": { says: "Nothing that was decided about {advisory} is left to be taken back." },

  "triage-stands": { says: "That is what stands already." },
  "triage-accepted": {
    says: "The risk of {advisory} is accepted until the end of {until}; a pull request proposes the ignore.",
  },
  "triage-accepted-without-end": {
    says: "The risk of {advisory} is accepted without an end; a pull request proposes the ignore.",
  },
  "triage-second-needed": {
    says: "{fix} ends {advisory}, and this repository depends on the package itself. So the risk is accepted only when a second person says the same.",
    fix: "Somebody else who may triage can comment {command}.",
  },
  "triage-awaits-second": { says: "{who} would accept the risk, and a second person has not said so yet." },
  "triage-not-affected": {
    says: "{advisory} does not concern this repository; a pull request proposes the ignore.",
  },
  "triage-deferred": { says: "{advisory} waits until the end of {until}." },
  "triage-fixed-by": {
    says: "Pull request #{number} is to end {advisory}; the scan after its merge looks whether it did.",
  },
  "triage-rated": { says: "{advisory} counts as {rating} here." },
  "triage-assigned": { says: "{login} is asked to take care of {advisory}." },
  "triage-reopened": { says: "What was decided about {advisory} does not count any more." },
  "triage-removal-asked": {
    says: "What was decided about {advisory} does not count any more. A pull request proposes to remove the ignore that covers it, and its merge decides.",
  },
  "triage-undone": { says: "{what}, which {who} said of {advisory}, does not count any more." },
  "triage-rescan": { says: "The lockfiles are looked at again." },
  "triage-undecided": { says: "Nothing is decided about {advisory}." },
  "triage-decided": { says: "{what}, said by {who} at {at}." },
  "triage-help": { says: "What can be decided about advisories:" },
} as const satisfies Record<string, ReasonText>;
