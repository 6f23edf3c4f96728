/** A text as Unicode code points; a lone surrogate is one of them. Indexes count these, columns are index + 1. */
export type Points = readonly string[];

/** From `start` up to, not including, `end`; indexes into `Points`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

// Controls, lone surrogates, what Unicode asks to leave out of sight, separators, annotation marks, and the blank Braille cell.
const hiddenOnes = String.raw`[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\uFFF9-\uFFFB\u2800]`;
const hidden = new RegExp(`^${hiddenOnes}$`, "u");
const someHidden = new RegExp(hiddenOnes, "u");
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800]+/gu;
const visible = /^[\p{L}\p{N}\p{P}\p{S}]$/u;
const blank = /^[\t\p{Zs}]$/u;
const joiner = /^[\u200C\u200D]$/u;
const variationSelector = /^[\uFE0E\uFE0F]$/u;
const emoji = /^[\p{Emoji}\p{Emoji_Modifier}]$/u;
const pictograph = /^\p{Extended_Pictographic}$/u;
const joiningLetter = /^(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\p{L}\p{M}]$/u;

/** A space of any width, or a tab. Line breaks are no blanks: they have no business in a title. */
export function isBlank(character: string | undefined): boolean {
  return character !== undefined && blank.test(character);
}

/** True for what cannot be seen. Joiners inside emoji and in scripts that need them, and emoji styles, are not meant. */
export function isInvisible(points: Points, index: number): boolean {
  const character = points[index] ?? "";
  if (character === "\t" || !hidden.test(character)) return false;
  const before = points[index - 1] ?? "";
  const after = points[index + 1] ?? "";
  if (variationSelector.test(character)) return !emoji.test(before);
  if (!joiner.test(character)) return true;
  const endsEmoji = emoji.test(before) || before === "\uFE0F";
  const joinsEmoji = character === "\u200D" && endsEmoji && pictograph.test(after);
  return !joinsEmoji && !joiningLetter.test(before);
}

/** The whole text without what cannot be seen. */
export function withoutInvisible(text: string): string {
  if (!someHidden.test(text)) return text;
  const points = Array.from(text);
  return visibleText(points, { start: 0, end: points.length });
}

/** The text without anything that takes no ink, joiners included: as whoever copies it by eye would type it. */
export function withoutUnseen(text: string): string {
  return text.replaceAll(unseen, "");
}

/** Something a reader can see: a letter, number, punctuation mark or symbol. */
export function hasVisible(points: Points, { start, end }: Span): boolean {
  for (let index = start; index < end; index++) {
    if (visible.test(points[index] ?? "") && !hidden.test(points[index] ?? "")) return true;
  }
  return false;
}

export function textOf(points: Points, { start, end }: Span): string {
  return points.slice(start, end).join("");
}

/** The text without what cannot be seen, so that `feat` with a zero-width space inside is still found to be `feat`. */
export function visibleText(points: Points, { start, end }: Span): string {
  let text = "";
  for (let index = start; index < end; index++) if (!isInvisible(points, index)) text += points[index] ?? "";
  return text;
}

export function skipBlanks(points: Points, from: number): number {
  let index = from;
  while (isBlank(points[index])) index++;
  return index;
}

/** Leaves out the blanks at both ends. */
export function trimmed(points: Points, { start, end }: Span): Span {
  const first = Math.min(skipBlanks(points, start), end);
  let last = end;
  while (last > first && isBlank(points[last - 1])) last--;
  return { start: first, end: last };
}

/** `U+202E`: how a character is named that cannot, or should not, be shown. */
export function characterName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
