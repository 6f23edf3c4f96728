import type { ReasonText } from "./reason-text.ts";

const correctPath = "Correct the path, or the tool that writes the document.";
const correctTool = "Correct the tool that writes the document.";
const measureAgain = "Measure again, and replace the document.";
const rerun = "Run the workflow again.";

/** What is said of documents as evidence, and of the rows on them. */
export const evidenceReasons = {
  "rows-hold": { says: "{count} of {rows} {safeHold} in {file}." },
  "rows-fail": {
    says: "{failed} of {rows} failed in {file}.",
    fix: "Correct what they measure, then bring {file} up to date.",
  },
  "rows-no-data": { says: "{missing} of {rows} {safeHave} no usable value in {file}." },
  "rows-tolerated": { says: "{held} of {rows} {safeHold} in {file}; what fails is tolerated." },
  "rows-out-of-band": { says: "Out of band, and only noted: {names}." },

  "evidence-absent": {
    says: "{file} does not exist at this head.",
    fix: "Commit the file, or correct its path in .github/gatehouse.yml on the base branch.",
  },
  "evidence-link": {
    says: "{file} is a symbolic link, or in a folder that is one, so its content can change without it.",
    fix: "Name the file itself in .github/gatehouse.yml on the base branch.",
  },
  "evidence-too-large": {
    says: "{file} has {bytes} bytes; Gatehouse reads at most {limit}.",
    fix: "Write a summary, or a large document as JSON.",
  },
  "evidence-too-much": {
    says: "{file} is more than Gatehouse reads: {problem}.",
    fix: "Let the tool that writes it write a summary.",
  },
  "evidence-empty": { says: "{file} holds nothing, so nothing was measured.", fix: measureAgain },
  "evidence-key-twice": {
    says: "{file} holds the key {key} twice in one object, so it is not clear which one counts.",
    fix: correctTool,
  },
  "evidence-unreadable": { says: "{file} is not {safeFormat}: {problem}.", fix: "Write valid {safeFormat}." },
  "evidence-format": {
    says: "The ending of {file} is of no format that Gatehouse reads.",
    fix: "Write JSON, JSON Lines, TOML or YAML, and name the file accordingly.",
  },

  "evidence-no-schema": {
    says: "{file} does not say what it is, required is the schema {wanted}.",
    fix: "Let the tool that writes it state {wanted} as its schema.",
  },
  "evidence-wrong-schema": {
    says: "{file} is of the schema {found}, required is {wanted}.",
    fix: "See whether the rows still mean the same, then correct the schema in .github/gatehouse.yml on the base branch.",
  },
  "evidence-no-commit": {
    says: "{file} does not say which commit it was made for.",
    fix: "Let the tool that writes it state the commit, or name the path of it in .github/gatehouse.yml.",
  },
  "evidence-no-commit-at": {
    says: "{file} has no value at {path}, where the commit should be that it was made for.",
    fix: correctPath,
  },
  "evidence-wrong-commit": {
    says: "{file} was made for {found}, required is {wanted}.",
    fix: "Measure this commit; in a run for a pull request it is the head, and not the merge that was checked out.",
  },
  "evidence-commit": { says: "Made for {head}." },

  "evidence-undated": {
    says: "{file} does not say when it was made.",
    fix: "Let the tool that writes it state a time as generated_at, or name the path of it in .github/gatehouse.yml.",
  },
  "evidence-partly-dated": {
    says: "Not every line of {file} says when it was made.",
    fix: "Let the tool that writes it state a time in each line, or name the path of one in .github/gatehouse.yml.",
  },
  "evidence-no-time": { says: "{file} has no value at {path}, where its time should be.", fix: correctPath },
  "evidence-time-unreadable": {
    says: "The time of {file} at {path} is {found}, which has no time zone or is no time at all.",
    fix: "Write it like 2026-11-20T09:00:00Z.",
  },
  "evidence-from-future": {
    says: "{file} says that it was made at {made}, which is still to come.",
    fix: "Correct the clock, or the tool that writes the document.",
  },
  "evidence-stale": { says: "{file} was made at {made}, which is longer ago than {fresh}.", fix: measureAgain },
  "evidence-fresh": { says: "Made at {made}, and counts until {until}." },
  "evidence-made": { says: "Made at {made}." },

  "evidence-never-ran": {
    says: "{workflow} ran neither for this head nor on the base branch.",
    fix: "Start the workflow, or correct its name in .github/gatehouse.yml on the base branch.",
  },
  "evidence-never-queued": {
    says: "{workflow} did not run for this commit of the merge queue, and what ran elsewhere does not count for it.",
    fix: "Let {workflow} also run on the event merge_group.",
  },
  "evidence-not-begun": {
    says: "{workflow} has not run for this commit of the merge queue; until {until} it may still begin.",
  },
  "evidence-running": { says: "Run {run} of {workflow} for {head} has not finished; it began at {at}." },
  "evidence-may-run": {
    says: "This was measured on the base branch; until {until} a run for this head may still begin.",
  },
  "evidence-run": { says: "Uploaded by run {run} of {workflow} for {head}, which began at {at}." },
  "evidence-of-base": {
    says: "Not of this pull request: uploaded by run {run} of {workflow} for {branch} at {head}, which began at {at}.",
  },
  "artifact-none": { says: "Run {run} of {workflow} uploaded nothing, required is {name}.", fix: rerun },
  "artifact-absent": {
    says: "Run {run} of {workflow} did not upload {name}, but {names}.",
    fix: "See why it was not uploaded, or correct its name in .github/gatehouse.yml on the base branch.",
  },
  "artifact-without-file": {
    says: "{name} of run {run} holds no {path}, but {names}.",
    fix: "Correct the path in .github/gatehouse.yml on the base branch, or what the workflow uploads.",
  },
  "artifact-empty": { says: "{name} of run {run} holds no files, required is {path}.", fix: rerun },
  "artifact-ambiguous": {
    says: "Several files of run {run} are meant: {names}.",
    fix: "Name one of them in .github/gatehouse.yml on the base branch.",
  },
  "artifact-expired": {
    says: "{name} of run {run} has expired: GitHub keeps artifacts for some time only.",
    fix: "Run {workflow} again.",
  },
  "artifact-unreadable": { says: "{name} of run {run} cannot be read: {problem}.", fix: rerun },

  "block-absent": {
    says: "The description holds no block that begins with {opening}.",
    fix: "Add it, with the numbers as YAML or JSON, and close it with three backticks.",
  },
  "block-called-otherwise": {
    says: "The description holds no block that begins with {opening}, but one called {near}.",
    fix: "Correct its name.",
  },
  "block-quoted": {
    says: "The block that begins with {opening} stands in a quote or a list, where it may be somebody else's.",
    fix: "Move it to the left margin.",
  },
  "block-repeated": {
    says: "The description holds several blocks that begin with {opening}, so it is not clear which one counts.",
    fix: "Keep one of them.",
  },
  "block-unclosed": {
    says: "The block that begins with {opening} never ends, so all the rest of the description is in it.",
    fix: "Close it with three backticks on a line of their own.",
  },
  "block-too-tangled": {
    says: "The description is too long, or has too many quotes and lists, to be read.",
    fix: "Shorten it.",
  },

  "self-reported": { says: "Self-reported: this pull request changes {file}." },
  "self-reported-unknown": {
    says: "Perhaps self-reported: GitHub does not list all changed files, and {file} may be among them.",
  },
  "stated-by-author": { says: "Stated by the author: {block} is a part of the description, and nothing measured it." },

  "row-holds": { says: "{actual}, required {expected}." },
  "row-fails": { says: "{actual}, required {expected}." },
  "row-unreadable": { says: "What it asks cannot be read: {problem}.", fix: "Correct .github/gatehouse.yml." },
  "row-path-missing": { says: "There is no value at {path}.", fix: correctPath },
  "row-path-elsewhere": { says: "There is no value at {path}, but at {near}.", fix: correctPath },
  "row-uncountable": {
    says: "{path} cannot be counted; items without a plain value at {key}: {without} of {items}.",
    fix: correctPath,
  },
  "row-not-a-number": { says: "The value at {path} is {found}, not a number.", fix: correctPath },
  "row-not-comparable": {
    says: "The value at {path} is {found}, which cannot be compared with {expected}.",
    fix: correctPath,
  },
  "row-zero-denominator": {
    says: "{path} is 0, so nothing was measured.",
    fix: "Run what is measured, then replace the document.",
  },
  "row-not-a-share": {
    says: "{value} is not a part of {of}: a share lies between 0% and 100%.",
    fix: "Correct the paths of the value and of the whole.",
  },
  "row-negative-whole": { says: "{value} cannot be divided by {of}, which is less than 0.", fix: correctPath },
  "row-negative-amount": {
    says: "The value at {path} is {found}, and no time or size is less than 0.",
    fix: "Correct the path. If it is a difference, ask for a range that begins below 0, e.g. `-1 h..5 ms`.",
  },
  "row-not-a-fraction": {
    says: "The value at {path} is {found}, and a fraction lies between 0 and 1.",
    fix: "Write `unit: percent` if the document counts to 100, or correct the path.",
  },
  "row-too-much-work": {
    says: "{path} was not looked up, because the rows of this gate look at too many values.",
    fix: "Let the tool that writes the document write a summary.",
  },
} as const satisfies Record<string, ReasonText>;
