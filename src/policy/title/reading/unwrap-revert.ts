/** What GitHub's title of a revert is about. */
export interface UnwrappedRevert {
  /** The title of the change that is undone, or brought back. */
  readonly title: string;
  readonly isBroughtBack: boolean;
}

// GitHub wraps once for each revert of a revert; beyond eight nobody means anything.
const mostLayers = 8;

/** Reads `Revert "…"` and `Reapply "…"`, also inside each other: a revert of a revert brings the change back. */
export function unwrapRevert(text: string): UnwrappedRevert {
  let title = text;
  let isBroughtBack = true;
  for (let layer = 0; layer < mostLayers; layer++) {
    const word = /^(revert|reapply) (?=")/i.exec(title)?.[0];
    if (word === undefined) break;
    if (word.toLowerCase().startsWith("revert")) isBroughtBack = !isBroughtBack;
    title = unquote(title.slice(word.length));
  }
  return { title, isBroughtBack };
}

/** The text between the quotes, without the ` (#12)` that a squash put behind them; GitHub cuts long ones off unclosed. */
function unquote(text: string): string {
  const end = text.lastIndexOf('"');
  return text.slice(1, end > 0 ? end : undefined).trim();
}
