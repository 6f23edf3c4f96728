/** What a description tells release-please by words of its own; it takes them wherever they stand. */
export interface ReleaseMarks {
  /** Is read instead of the commit. */
  readonly override: string | undefined;
  /** Are read as commits of their own. */
  readonly nested: readonly string[];
  /** The version that is asked for. */
  readonly releaseAs: string | undefined;
}

const releaseAs = /^[\p{Zs}\t]*Release-As(?:[\p{Zs}\t]*:|[\p{Zs}\t]+#)[\p{Zs}\t]*(\S+)/imu;

/** As `preprocessCommitMessage` and `splitMessages` of release-please cut it; what is empty is left out. */
export function readReleaseMarks(description: string): ReleaseMarks {
  const override = firstPart(description.split("BEGIN_COMMIT_OVERRIDE")[1], "END_COMMIT_OVERRIDE");
  const nested = description.split("BEGIN_NESTED_COMMIT").slice(1);
  return {
    override: override === "" ? undefined : override,
    nested: nested.map((part) => firstPart(part, "END_NESTED_COMMIT")).filter((text) => text !== ""),
    releaseAs: releaseAs.exec(description)?.[1],
  };
}

function firstPart(text: string | undefined, end: string): string {
  return (text?.split(end, 1)[0] ?? "").trim();
}

const mark = /(?:BEGIN|END)_(?:COMMIT_OVERRIDE|NESTED_COMMIT)/g;
const block = /BEGIN_(COMMIT_OVERRIDE|NESTED_COMMIT)([^]*?)(?:END_\1|(?![^]))/g;

/** Whether a text holds a word that cuts it into pieces for release-please. */
export function hasReleaseMark(text: string): boolean {
  return text.search(mark) !== -1;
}

/** The text with a line break for every character of a mark: what stands beside one stands on a line of its own. */
export function breakAtMarks(text: string): string {
  return text.replaceAll(mark, (found) => "\n".repeat(found.length));
}

/**
 * Tells of an index whether release-please takes a header that begins there for one of a commit: between its marks, and
 * among the footers that end the text, which may look like headers.
 */
export function headerPlaces(text: string): (index: number) => boolean {
  const blocks = Array.from(text.matchAll(block), ({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  const footers = footersStart(text);
  let next = 0;
  return (index) => {
    if (index >= footers) return true;
    // Asked from the front to the back, so no block is looked at twice.
    while ((blocks[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next++;
    return (blocks[next]?.start ?? Number.POSITIVE_INFINITY) <= index;
  };
}

const footer = /^(?:[^\s()!:]+(?:\([^()]+\))?!?|BREAKING[ -]CHANGE)(?::| #)/u;
const continuation = /^[\p{Zs}\t]+\S/u;

/** Where the footers begin that the text ends with; its length where it ends otherwise. */
function footersStart(text: string): number {
  let start = text.length;
  let end = text.trimEnd().length;
  while (end > 0) {
    const from = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(from, end);
    const isFooter = footer.test(line);
    if (!isFooter && !continuation.test(line)) break;
    if (isFooter) start = from;
    end = from - 1;
    if (text[end - 1] === "\r") end--;
  }
  return start;
}
