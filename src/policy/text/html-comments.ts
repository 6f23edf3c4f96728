/**
 * Markdown without what GitHub hides in HTML comments. What is shown in code between `<!--` and `-->` goes as well: more may
 * be left out than is hidden, never less. Linear in the text.
 */
export function withoutHtmlComments(text: string): string {
  let shown = "";
  let from = 0;
  for (;;) {
    const begin = text.indexOf("<!--", from);
    // `<!-->` is a whole comment.
    const end = begin === -1 ? -1 : text.indexOf("-->", begin + 2);
    if (end === -1) return shown + beforeOpenComment(text.slice(from));
    // Something has to stand there, or the text before and behind would make a word.
    shown += `${text.slice(from, begin)} `;
    from = end + 3;
  }
}

/** One that never ends hides the rest where it begins a line, and nothing where it stands further on. */
function beforeOpenComment(text: string): string {
  const begin = text.search(/^[ \t>*+\-\d.)]*<!--/m);
  return begin === -1 ? text : text.slice(0, begin);
}
