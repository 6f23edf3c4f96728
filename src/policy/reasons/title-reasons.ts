import type { ReasonText } from "./reason-text.ts";

/** What the title gate says. */
export const titleReasons = {
  "title-holds": { says: "The title is a conventional commit of type {type}." },
  "title-ignored": { says: "Titles of {author} are not judged here." },
  "title-means": { says: "Merging this means {meaning}." },
  "title-means-first-release": { says: "Merging this means {meaning}; nothing was released yet." },
  "title-means-release": { says: "Merging this means a {impact} release." },
  "title-means-release-in": { says: "Merging this means a {impact} release, in the section {section}." },
  "title-asks-no-release": { says: "Merging this asks for no release." },
  "next-version-untold": {
    says: "Which version comes after {version} cannot be told, because its numbers are too large to count on.",
  },
  "version-sorts-wrongly": {
    says: "{version} sorts wrongly: the number is part of the name {found}, so 10 comes before 2. Write {wanted} next time.",
  },
  "title-fails": { says: "{safeProblem}", fix: "Edit the title, or comment {command}." },
  "title-fails-without-suggestion": {
    says: "{safeProblem}",
    fix: "Edit the title; the check gatehouse/title points at it.",
  },
  "title-fails-by-description": { says: "{safeProblem}", fix: "Edit the description of the pull request." },
  "title-commit-fails": { says: "{safeProblem} This is about the commit {commit}, {subject}." },
  "title-commit-amendable": {
    says: "{safeProblem} This is about the commit {commit}, {subject}.",
    fix: "Run {command}, and push with `--force-with-lease`.",
  },
  "title-more-commits-fail": { says: "Further commits that do not hold: {count}." },
  "title-only-commit-lands": {
    says: "There is one commit, and a squash takes its subject instead of the title.",
    fix: "Change that subject, or let somebody choose “Default to pull request title” for squash merging in the settings of the repository.",
  },
  "title-messages-land": {
    says: "A squash keeps the messages of the commits below the title.",
    fix: "Mark the title as breaking, or change those messages with `git rebase --interactive`, and push with `--force-with-lease`.",
  },
  "title-each-commit-lands": {
    says: "A merge or a rebase keeps the subjects of the commits.",
    fix: "Edit the title, or change the commit with `git commit --amend`, and push with `--force-with-lease`.",
  },
  "title-queue-made-commit": {
    says: "The merge queue has made the commit that lands.",
    fix: "Take the pull request out of the queue, change its title, or its commits where those land, and put it in again.",
  },
  "title-commits-asked": {
    says: "The subjects of the commits are judged here too.",
    fix: "Change them with `git rebase --interactive`, and push with `--force-with-lease`.",
  },
  "title-commits-unlisted": {
    says: "Every commit must hold here, and GitHub lists no more than 250 of the {count} in this pull request.",
    fix: "Split the pull request, or squash some of its commits.",
  },
  "title-messages-unlisted": {
    says: "A squash keeps the messages of all commits here, and GitHub lists no more than 250 of the {count} in this pull request, so one may announce a breaking change that the title does not.",
    fix: "Split the pull request, or squash some of its commits.",
  },
  "title-of-other-branch": { says: "Titles of pull requests into {branch} are not judged here." },
  "title-gate-unused": { says: "No rule for pull requests into {branch} asks for this title to be judged." },
  "title-under-label": { says: "Titles are not judged under the label {label}." },
  "title-of-bot": { says: "Titles of bots are not judged here." },
  "title-of-draft": {
    says: "This is a draft, and its title counts once it is ready for review.",
    fix: "Mark the pull request as ready for review.",
  },
  "title-says-unfinished": {
    says: "The title says that this is not finished.",
    fix: "Once it is, take that out of the title.",
  },
  "title-lenient-dependabot": {
    says: "The title does not hold, but {author} is a bot, so it holds nobody up.",
    fix: "Set `commit-message.prefix` in .github/dependabot.yml to a type that is accepted here, such as {type}.",
  },
  "title-lenient-renovate": {
    says: "The title does not hold, but {author} is a bot, so it holds nobody up.",
    fix: "In the configuration of Renovate, set `semanticCommits` to `enabled`, and `semanticCommitType` to a type that is accepted here, such as {type}.",
  },
  "title-lenient-bot": {
    says: "The title does not hold, but {author} is a bot, so it holds nobody up.",
    fix: "Where that bot can be told how to call its pull requests, have it begin with a type that is accepted here, such as {type}.",
  },
  "title-lenient-notes": {
    says: "The title holds, but its notes will be read as a breaking change here. This holds nobody up.",
    fix: "Take that line out of the description, or let squash merges not keep the description.",
  },
} as const satisfies Record<string, ReasonText>;
