/**
 * `{a,b}/c` → `a/c`, `b/c`, for the outermost braces of which `isWanted` says so; all unless told. Braces that do not pair
 * are literal. Only for globs with few alternatives: each pair of braces multiplies them.
 */
export function expandBraces(glob: string, isWanted: (options: string) => boolean = () => true): readonly string[] {
  for (let open = glob.indexOf("{"); open !== -1;) {
    const close = closingBrace(glob, open);
    if (close === -1) return [glob];
    const inside = glob.slice(open + 1, close);
    if (isWanted(inside)) {
      const [before, after] = [glob.slice(0, open), glob.slice(close + 1)];
      return splitOptions(inside).flatMap((option) => expandBraces(`${before}${option}${after}`, isWanted));
    }
    open = glob.indexOf("{", close);
  }
  return [glob];
}

/** As many globs without braces as it stands for. */
export function countAlternatives(glob: string): number {
  const open = glob.indexOf("{");
  if (open === -1) return 1;
  const close = closingBrace(glob, open);
  const options = splitOptions(glob.slice(open + 1, close)).map(countAlternatives);
  return options.reduce((sum, count) => sum + count, 0) * countAlternatives(glob.slice(close + 1));
}

function splitOptions(text: string): readonly string[] {
  const options = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (character === "," && depth === 0) options.push("");
    else options.push((options.pop() ?? "") + character);
  }
  return options;
}

function closingBrace(glob: string, open: number): number {
  let depth = 0;
  for (let index = open; index >= 0 && index < glob.length; index += 1) {
    if (glob[index] === "{") depth += 1;
    if (glob[index] === "}") depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

export function areBracesPaired(glob: string): boolean {
  let depth = 0;
  for (const character of glob) {
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
