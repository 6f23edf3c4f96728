/**
 * The closed list of things Gatehouse says. `{placeholders}` are filled by the caller and escaped when rendered, so a
 * parameter may hold hostile text; one whose name begins with `safe` is Markdown of our own already. `fix` says what
 * somebody can do about it; `needsAction` marks what no amount of waiting will resolve and no failed threshold explains:
 * the composite check then asks for action.
 */
export const reasons = {
  "title-holds": { says: "The title is a conventional commit of type {type}." },
  "title-fails": { says: "{safeProblem}", fix: "Edit the title, or comment {command}." },
  "title-fails-without-suggestion": {
    says: "{safeProblem}",
    fix: "Edit the title; the check gatehouse/title points at it.",
  },

  "no-area-touched": { says: "No file of this pull request belongs to an area." },
  "areas-signed": { says: "{count} signed." },
  "areas-missing": { says: "{signed} of {count} signed; missing: {missing}." },
  "area-signed": { says: "Signed by {who}." },
  "area-unsigned": { says: "Nobody has signed yet.", fix: "{owners} can comment {command}." },
  "area-stale": {
    says: "{who} signed {signedHead}; {file} changed in {head}.",
    fix: "{owners} can look at the change and comment {command}.",
    needsAction: true,
  },
  "area-stale-base": {
    says: "{who} signed against {signedBase}; the pull request now targets {base}.",
    fix: "{owners} can look again and comment {command}.",
    needsAction: true,
  },
  "area-stale-paths": {
    says: "{who} signed {signedHead}; the configuration has given this area other files since.",
    fix: "{owners} can look again and comment {command}.",
    needsAction: true,
  },
  "area-stale-unknown": {
    says: "{who} signed {signedHead}; the changes since cannot be compared, so the sign-off does not count for {head}.",
    fix: "{owners} can comment {command}.",
    needsAction: true,
  },
  "area-lapsed": {
    says: "{who} signed, but may not sign off this area any more.",
    fix: "{owners} can comment {command}.",
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

  "checks-pass": { says: "{names} succeeded." },
  "check-not-reported": {
    says: "{name} has not been reported on this head.",
    fix: "Wait for it, or see whether a path filter or a new name keeps it from running.",
  },
  "check-running": { says: "{name} is {status}." },
  "check-not-successful": {
    says: "{name} ended as {conclusion}.",
    fix: "Open the check, fix what it names, and push or re-run it.",
  },

  "rows-hold": { says: "{count} of {count} rows hold in {file}." },
  "rows-fail": {
    says: "{failed} of {count} rows failed in {file}.",
    fix: "Push a {file} in which they hold.",
  },
  "rows-no-data": { says: "{missing} of {count} rows have no usable value in {file}." },
  "evidence-absent": {
    says: "{file} does not exist at this head.",
    fix: "Commit the file, or correct its path in .github/gatehouse.yml on the base branch.",
  },
  "evidence-too-large": {
    says: "{file} has {bytes} bytes; Gatehouse reads at most {limit}.",
    fix: "Commit a summary.",
  },
  "evidence-key-twice": {
    says: "{file} holds the key {key} twice in one object, so it is not clear which one counts.",
    fix: "Correct the tool that writes the file.",
  },
  "evidence-unreadable": { says: "{file} is not JSON: {problem}.", fix: "Commit valid JSON." },
  "self-reported": { says: "Self-reported: this pull request changes {file}." },
  "self-reported-unknown": {
    says: "Perhaps self-reported: GitHub does not list all changed files, and {file} may be among them.",
  },
  "row-holds": { says: "{actual}, required {expected}." },
  "row-fails": { says: "{actual}, required {expected}." },
  "row-path-missing": {
    says: "There is no value at {path}.",
    fix: "Correct the path, or the tool that writes the file.",
  },
  "row-not-a-number": {
    says: "The value at {path} is {found}, not a number.",
    fix: "Correct the path, or the tool that writes the file.",
  },
  "row-not-comparable": {
    says: "The value at {path} is {found}, which cannot be compared with {expected}.",
    fix: "Correct the path, or the tool that writes the file.",
  },
  "row-zero-denominator": {
    says: "{path} is 0, so nothing was measured.",
    fix: "Run what is measured, then commit the new file.",
  },
  "row-not-a-share": {
    says: "{value} is not a part of {of}: a share lies between 0% and 100%.",
    fix: "Correct the paths of the value and of the whole.",
  },

  "config-invalid": {
    says: "The configuration on {base} has {count}.",
    fix: "Correct .github/gatehouse.yml on {base}; until then this check stays red.",
    needsAction: true,
  },
  "config-vanished": {
    says: "{base} had a .github/gatehouse.yml and has none now.",
    fix: "Restore it. To stop using Gatehouse here, uninstall the App from this repository.",
    needsAction: true,
  },

  signed: { says: "Signed {area} at {head}." },
  "area-not-required": {
    says: "Signed {area} at {head}. No file of this pull request belongs to it, so nothing waits for it.",
  },
  "not-an-owner": {
    says: "{actor} is not an owner of {area}.",
    fix: "{owners} can comment {command}. Owners are listed in .github/gatehouse.yml on {base}.",
  },
  "self-signoff-denied": {
    says: "{actor} opened this pull request, and nobody signs off their own pull request here.",
    fix: "{owners} can comment {command}. A maintainer can allow it with signoffs.self: allow in .github/gatehouse.yml.",
  },
  "self-signoff-alone": {
    says: "{actor} opened this pull request and is the only owner of {area}; nobody signs off their own pull request here.",
    fix: "Add an owner, or set signoffs.self: allow in .github/gatehouse.yml; the summary then says so every time.",
  },
  "bot-cannot-sign": {
    says: "{actor} is a bot or an App; only people sign off.",
    fix: "{owners} can comment {command}.",
  },
  "no-such-area": { says: "{area} is not an area here, so this line signed nothing.", fix: "Areas: {areas}." },
  "did-you-mean-area": {
    says: "{area} is not an area here, so this line signed nothing.",
    fix: "Did you mean {command}? Areas: {areas}.",
  },
  "area-required": { says: "Say which area you sign.", fix: "Comment {command}. Areas: {areas}." },
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
  "pull-request-closed": { says: "This pull request is closed; its sign-offs are frozen." },
  "note-too-long": { says: "The note has {length} characters; the limit is {limit}.", fix: "Shorten it." },

  retitled: { says: "The title is now {title}." },
  "title-unchanged": { says: "That is the title already." },
  "retitle-refused": { says: "{safeProblem}", fix: "Comment {command}." },
  "retitle-not-allowed": {
    says: "{actor} may not change this title.",
    fix: "Its author, an area owner, or anyone with triage permission can.",
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

interface ReasonText {
  readonly says: string;
  readonly fix?: string;
  readonly needsAction?: true;
}

export type ReasonCode = keyof typeof reasons;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type Fix<Code extends ReasonCode> = (typeof reasons)[Code] extends { fix: infer Text } ? Text : never;
type ParameterNames<Code extends ReasonCode> = Placeholders<(typeof reasons)[Code]["says"]> | Placeholders<Fix<Code>>;

/** Raw, unescaped texts by placeholder name. */
export type ReasonParameters<Code extends ReasonCode> = Readonly<Record<ParameterNames<Code>, ReasonParameter>>;

/** A list is shown item by item. */
export type ReasonParameter = string | readonly string[];

export interface Reason {
  readonly code: ReasonCode;
  readonly parameters: Readonly<Record<string, ReasonParameter>>;
}

/** A reason with every placeholder of its sentence and its fix filled; a missing one does not compile. */
export function reason<Code extends ReasonCode>(code: Code, parameters: ReasonParameters<Code>): Reason {
  return { code, parameters };
}

export function reasonText(code: ReasonCode): ReasonText {
  return reasons[code];
}
