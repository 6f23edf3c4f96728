import type { ReasonText } from "./reason-text.ts";

const reading = "Tools that make releases read the commit, and may";
const mending =
  "the lines below to the description of this pull request, which release-please reads instead of the commit; " +
  "with any other tool, correct the changelog and the version by hand.";
const ifTitleIsRight = `If the commit is right, there is nothing to do. If the title is, add ${mending}`;

/** What is said on a pull request whose merge made another commit than its title promised. */
export const driftReasons = {
  "drift-fails": {
    says: `The title passed, but the commit of the merge, {commit}, has a subject that does not. ${reading} miss this change.`,
    fix: `Add ${mending}`,
  },
  "drift-lost-breaking": {
    says: `The title says that this change breaks something, and the commit of the merge, {commit}, does not. ${reading} count another version than this pull request showed.`,
    fix: ifTitleIsRight,
  },
  "drift-gained-breaking": {
    says: `The commit of the merge, {commit}, says in its subject or in a footer that this change breaks something, and the title does not. ${reading} count another version than this pull request showed.`,
    fix: ifTitleIsRight,
  },
  "drift-other-type": {
    says: `The commit of the merge, {commit}, has the type {is}, and the title has {was}. ${reading} count another version than this pull request showed.`,
    fix: ifTitleIsRight,
  },
  "drift-other-security": {
    says: `The commit of the merge, {commit}, has the type {is}, and the title has {was}; only one of them announces a change for security. Tools that make releases read the commit, and put it into another section than this pull request showed.`,
    fix: ifTitleIsRight,
  },
  "drift-without-lines": {
    says: "The title holds a mark of release-please, so it cannot be handed over in lines for the description.",
    fix: "If the title is right, correct the changelog and the version by hand.",
  },
} as const satisfies Record<string, ReasonText>;
