const tail = "[0-9a-z][0-9a-z.+-]*";
// In a word such as `setup-v1.2.0` the version is told by its `v` or its dots.
const named = String.raw`[a-z][\w.]*(?:-[a-z][\w.]*)*-`;
const shapes = [
  // `v4`, `4.2.2`, `v6-beta`; `1.x` and `main` move.
  String.raw`v?\d+(?:\.\d+)*(?:[-+]${tail})?`,
  String.raw`${named}(?:v\d+(?:\.\d+)*|\d+(?:\.\d+)+)(?:[-+]${tail})?`,
  // `v4.0.0rc1`
  String.raw`(?:v\d+|\d+\.\d+)(?:\.\d+)*[a-z](?:${tail})?`,
];
const version = new RegExp(`^(?:${shapes.join("|")})$`, "i");

// What tools write before the version: `tag=v1`, `ver=1.0.0`, `renovate: tag=v1`, `ratchet:actions/checkout@v4`.
const label = /^(?:pin|pinned|ratchet|renovate|tag|ver|version|[\w.-]+(?:\/[\w.-]+)+)$/i;

// Whoever opens the pull request writes the comment, and no version is longer.
const longestComment = 200;

/** The version that a comment names first, as it is written; undefined when it names none. */
export function versionIn(comment: string): string | undefined {
  const words = comment
    .slice(0, longestComment)
    .split(/[\s=@:,;()]+/)
    .filter((word) => word !== "");
  const first = words.find((word) => version.test(word) || !label.test(word));
  return first !== undefined && version.test(first) ? first : undefined;
}

/** Whether both can be names of one release: `v4` and `v4.2.2` can, `v4.1` and `v4.2` cannot. */
export function canBeSame(one: string, other: string): boolean {
  const [short = [], long = []] = [numbersOf(one), numbersOf(other)].toSorted((a, b) => a.length - b.length);
  return short.every((part, index) => part === long[index]);
}

function numbersOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replace(/^v(?=\d)/, "")
    .split(".");
}
