import { type Reason, reason } from "../reason.ts";
import { partsOf, type Pin, placeOf } from "./pin.ts";
import { canBeSame, versionIn } from "./version-comment.ts";

/** Two pins of which at least one says something wrong, and the later of them. */
export interface Conflict {
  readonly reason: Reason;
  readonly at: Pin;
}

/** Comments behind pins that contradict each other; each contradiction once. */
export function findConflicts(pins: readonly Pin[]): readonly Conflict[] {
  const commented = pins.flatMap((pin) => {
    const { name, ref } = partsOf(pin);
    const { state, comment = "" } = pin;
    if ((state !== "ok" && state !== "warn-comment") || comment === "" || !isCommit(ref)) return [];
    // Actions in folders of one repository share its commits. GitHub does not tell case apart.
    const repository = name.toLowerCase().split("/").slice(0, 2).join("/");
    return [
      { pin, repository, commit: ref.toLowerCase(), version: versionIn(comment), says: versionIn(comment) ?? comment },
    ];
  });
  type Commented = (typeof commented)[number];
  const byName = Map.groupBy(commented, ({ repository, says }) => `${repository} ${says}`).values();
  const byCommit = Map.groupBy(commented, ({ repository, commit }) => `${repository} ${commit}`).values();
  return [
    ...[...byName].flatMap((group) => {
      const [first, ...rest] = group;
      const other = rest.find(({ commit }) => commit !== first?.commit);
      return first === undefined || other === undefined ? [] : [twoCommits(first, other)];
    }),
    ...[...byCommit].flatMap((group) => {
      const [first, ...rest] = group.filter(({ version }) => version !== undefined);
      const other = rest.find(({ says }) => !canBeSame(says, first?.says ?? ""));
      return first === undefined || other === undefined ? [] : [twoVersions(first, other)];
    }),
  ];

  function twoCommits(first: Commented, other: Commented): Conflict {
    const { repository, says } = other;
    const places = [placeOf(first.pin), placeOf(other.pin)];
    return { reason: reason("pin-two-commits", { repository, comment: says, places }), at: other.pin };
  }

  function twoVersions(first: Commented, other: Commented): Conflict {
    const comments = [first.says, other.says];
    const places = [placeOf(first.pin), placeOf(other.pin)];
    return { reason: reason("pin-two-versions", { repository: other.repository, comments, places }), at: other.pin };
  }
}

function isCommit(ref: string): boolean {
  return /^[0-9a-f]{40}$/i.test(ref);
}
