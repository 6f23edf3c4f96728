/** GitHub shows these names as pictures; Discord only knows its own names, and only when a person types them. */
const emoji = new Map<string, string>([
  ["boom", "💥"],
  ["bug", "🐛"],
  ["rocket", "🚀"],
  ["sparkles", "✨"],
  ["memo", "📝"],
  ["house", "🏠"],
  ["nail_care", "💅"],
  ["warning", "⚠️"],
  ["tada", "🎉"],
  ["zap", "⚡"],
  ["lock", "🔒"],
  ["fire", "🔥"],
  ["wrench", "🔧"],
  ["hammer", "🔨"],
  ["package", "📦"],
  ["books", "📚"],
  ["recycle", "♻️"],
  ["white_check_mark", "✅"],
  ["heavy_check_mark", "✔️"],
  ["x", "❌"],
  ["arrow_up", "⬆️"],
  ["arrow_down", "⬇️"],
  ["lipstick", "💄"],
  ["art", "🎨"],
  ["heart", "❤️"],
  ["construction", "🚧"],
  ["bulb", "💡"],
]);

/** Breaks the words that call everybody and the shapes of mentions, commands, times and emoji, also inside code. */
export function disarm(text: string): string {
  return text.replace(/@(?=everyone|here)/gi, "@\u200b").replace(/<(?=@|#|\/|:|a:|t:|id:|sound:)/gi, "<\u200b");
}

/** Without control characters and those that reorder what is read, or hide a word from `disarm`. */
export function cleanText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/[\p{Cc}\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (char) =>
      char === "\n" || char === "\t" ? char : "",
    );
}

/**
 * Plain text as pieces of Discord markup that show exactly that text. A cut between two pieces is safe: no piece ends
 * inside an escape or a character. `isLineStart`: headings, quotes and lists begin only there.
 */
export function escapeToPieces(text: string, isLineStart: boolean): string[] {
  const named = cleanText(text).replace(/:([a-z_]{1,20}):/g, (whole, name: string) => emoji.get(name) ?? whole);
  return splitWords(disarm(named)).map((word, index, words) => {
    const startsLine = index === 0 ? isLineStart : followsLineStart(words[index - 1] ?? "", isLineStart && index === 1);
    const escaped = word.replace(/[\\*_~`|[\]<]/g, "\\$&");
    return startsLine ? escapeLineStart(escaped) : escaped;
  });
}

function followsLineStart(before: string, isLineStart: boolean): boolean {
  return endsLine(before) || (isLineStart && before.trim() === "");
}

/** White space at the start of a line does not keep a heading from being one. */
export function endsLine(text: string): boolean {
  return /\n\s*$/.test(text);
}

export function escapeText(text: string): string {
  return escapeToPieces(text, true).join("");
}

function escapeLineStart(word: string): string {
  return word.replace(/^(#{1,6}|-#|[-+]|>{1,3})(?=\s|$)/, "\\$1").replace(/^(\d{1,9})(?=[.)](\s|$))/, "$1\\");
}

/** Words with the white space that follows them; a word that is longer than any real one is split too. */
function splitWords(text: string): string[] {
  const words = text.match(/^\s+|\S+\s*/g) ?? [];
  return words.flatMap((word) => (word.length <= longestWord ? [word] : splitLong(word)));
}

const longestWord = 100;

function splitLong(word: string): string[] {
  const characters = Array.from(word);
  const count = Math.ceil(characters.length / longestWord);
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * longestWord, (index + 1) * longestWord).join(""),
  );
}
