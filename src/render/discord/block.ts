/** A run of Discord markup that stands on lines of its own. It may be cut between two pieces, and only there. */
export interface Block {
  readonly open: string;
  readonly pieces: readonly string[];
  readonly close: string;
  /** Follows the block before it without an empty line. */
  readonly isTight: boolean;
  /** Says nothing without what follows. */
  readonly isHeading: boolean;
}

export function prose(open: string, pieces: readonly string[], isTight = false): Block {
  return { open, pieces, close: "", isTight, isHeading: false };
}

/** Discord knows one length of fence, at the margin, so three backticks inside are broken by blanks. */
export function fence(language: string, lines: readonly string[]): Block {
  const name = /^[a-z0-9+#.-]{1,20}$/i.test(language) ? language : "";
  const pieces = lines.map((line) => `${line.replace(/`(?=``)/g, "` ")}\n`);
  return { open: `\`\`\`${name}\n`, pieces, close: "```", isTight: true, isHeading: false };
}

function printBlock({ open, pieces, close }: Block): string {
  const text = pieces.join("").trimEnd();
  return close === "" ? `${open}${text.trimStart()}` : `${open}${text}\n${close}`;
}

/** The blocks as one text, cut so that it stays within `maxLength` UTF-16 units; a cut text ends with `ending`. */
export function fitBlocks(blocks: readonly Block[], maxLength: number, ending: string, isCut = false): string {
  const whole = joinBlocks(blocks);
  if (!isCut && whole.length <= maxLength) return whole;
  const budget = maxLength - ending.length - 2;
  const taken: Block[] = [];
  let length = 0;
  for (const block of blocks) {
    const added = separator(block, taken.at(-1)).length + printBlock(block).length;
    if (length + added > budget) {
      // Whole blocks read best; a part of one is better than half a message of nothing.
      const part = length < budget / 2 ? takePieces(block, budget - length - 2) : undefined;
      if (part !== undefined) taken.push(part);
      break;
    }
    taken.push(block);
    length += added;
  }
  while (taken.at(-1)?.isHeading === true) taken.pop();
  const text = joinBlocks(taken);
  return text === "" ? ending : `${text}\n\n${ending}`;
}

function takePieces(block: Block, maxLength: number): Block | undefined {
  let pieces: readonly string[] = [];
  for (let count = 1; count <= block.pieces.length; count++) {
    const longer = block.pieces.slice(0, count);
    if (printBlock({ ...block, pieces: longer }).length > maxLength) break;
    pieces = longer;
  }
  return pieces.length === 0 ? undefined : { ...block, pieces };
}

function joinBlocks(blocks: readonly Block[]): string {
  return blocks.map((block, index) => `${separator(block, blocks[index - 1])}${printBlock(block)}`).join("");
}

function separator(block: Block, before: Block | undefined): string {
  if (before === undefined) return "";
  return block.isTight || before.isHeading ? "\n" : "\n\n";
}
