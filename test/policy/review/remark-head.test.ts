import { expect, it } from "vitest";
import { remarkHead } from "../../../src/policy/review/remark-head.ts";
import { aHead, firstHead, secondHead } from "../../support/builders.ts";

/** The first head since 08:00, the second since 09:00. */
const heads = {
  present: aHead(),
  earlier: [aHead({ sha: firstHead, since: new Date("2026-11-20T08:00:00Z") })],
};
const onAnotherBase = {
  present: aHead(),
  earlier: [aHead({ baseBranch: "stable", since: new Date("2026-11-20T08:00:00Z") })],
};

interface Row {
  readonly name: string;
  readonly at: string;
  readonly commitSha?: string;
  readonly text?: string;
  readonly heads?: typeof heads;
  readonly head: string | undefined;
}

it.for<Row>([
  { name: "a comment means the head that was there", at: "10:00:00", head: secondHead },
  { name: "a comment before the push means the head before it", at: "08:30:00", head: firstHead },
  { name: "a comment within the grace of a push means the head before it", at: "09:00:09", head: firstHead },
  { name: "a comment after the grace means the new head", at: "09:00:10", head: secondHead },
  { name: "a comment from before anything is known means nothing", at: "07:59:59", head: undefined },
  { name: "a review means its commit", at: "10:00:00", commitSha: secondHead, head: secondHead },
  { name: "a review of the head before, after the push", at: "10:00:00", commitSha: firstHead, head: firstHead },
  { name: "a review of a commit that was never a head", at: "10:00:00", commitSha: "f".repeat(40), head: undefined },
  {
    name: "a review of a head that nobody had heard of then",
    at: "08:30:00",
    commitSha: secondHead,
    head: undefined,
  },
  {
    name: "a comment that names the head before, although there was a push meanwhile",
    at: "10:00:00",
    text: "All fine.\n\n**Reviewed commit:** `a413cfc000`",
    head: firstHead,
  },
  {
    name: "a review that names another commit than GitHub does",
    at: "10:00:00",
    commitSha: secondHead,
    text: "Reviewed commit: a413cfc000",
    head: undefined,
  },
  {
    name: "a review that names its commit",
    at: "10:00:00",
    commitSha: secondHead,
    text: "Reviewed commit: 0A9DDBC000",
    head: secondHead,
  },
  { name: "a comment that names an unknown commit", at: "10:00:00", text: "Reviewed commit: 1234567", head: undefined },
  { name: "a comment that speaks of a commit otherwise", at: "10:00:00", text: "See a413cfc000.", head: secondHead },
  {
    name: "a review from when the head was compared with another base branch",
    at: "08:30:00",
    commitSha: secondHead,
    heads: onAnotherBase,
    head: undefined,
  },
  {
    name: "a comment from when the head was compared with another base branch",
    at: "08:30:00",
    heads: onAnotherBase,
    head: undefined,
  },
  {
    name: "a review after the base branch changed",
    at: "10:00:00",
    commitSha: secondHead,
    heads: onAnotherBase,
    head: secondHead,
  },
])("$name", ({ at, commitSha, text = "", heads: known = heads, head }) => {
  const spoken = { commitSha, text, at: new Date(`2026-11-20T${at}Z`) };
  expect(remarkHead(spoken, known, 10_000)?.sha).toBe(head);
});
