import type { Points } from "../../text/characters.ts";
import { markedHead } from "./check-header.ts";
import type { Header } from "../reading/grammar.ts";
import type { ProblemList } from "./problems.ts";
import type { ScopeSeparator } from "../rules.ts";

/**
 * A title without `!` above a description that announces a breaking change: whoever reads only one of the two would be wrong
 * about the next version. `read`: what the title says; undefined where it is no header. `line`: that of the description.
 */
export function checkBreaking(
  points: Points,
  read: { readonly header: Header; readonly separator: ScopeSeparator } | undefined,
  line: string | undefined,
  problems: ProblemList,
): void {
  if (line === undefined || (read !== undefined && read.header.bangs.length > 0)) return;
  if (read?.header.colon === undefined) {
    problems.add("title/breaking-mismatch", undefined, { line, expected: undefined });
    return;
  }
  const { headEnd } = read.header;
  const expected = markedHead(points, read.header, read.separator);
  problems.add("title/breaking-mismatch", { start: headEnd, end: headEnd }, { line, expected });
}
