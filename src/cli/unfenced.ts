/** Markdown of our own as it reads well in a terminal: its fenced blocks are indented. */
export function unfenced(markdown: string): string {
  let fence: string | undefined;
  const lines: string[] = [];
  for (const line of markdown.split("\n")) {
    const opened = fence === undefined ? /^(`{3,})\w*$/.exec(line)?.[1] : undefined;
    // A fence is longer than any run of backticks in its block, so nothing else is equal to it.
    if (opened !== undefined) fence = opened;
    else if (line === fence) fence = undefined;
    else lines.push(fence === undefined ? line : `    ${line}`);
  }
  return lines.join("\n");
}
