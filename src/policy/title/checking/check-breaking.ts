import type { Points } from "../../text/characters.ts";
import type { BreakingFooter } from "../reading/breaking.ts";
import { markedHead } from "./check-header.ts";
import type { Header } from "../reading/grammar.ts";
import type { ProblemList } from "./problems.ts";
import type { ScopeSeparator } from "../rules.ts";

/**
 * A footer below a title without `!`: whoever reads only one of the two would be wrong about the next version. `read`: what
 * the title says; undefined where it is no header.
 */
export function checkBreaking(
  points: Points,
  read: { readonly header: Header; readonly separator: ScopeSeparator } | undefined,
  footer: BreakingFooter | undefined,
  problems: ProblemList,
): void {
  if (footer === undefined || (read !== undefined && read.header.bangs.length > 0)) return;
  if (read?.header.colon === undefined) {
    problems.add("title/breaking-mismatch", undefined, { ...footer, expected: undefined });
    return;
  }
  const { headEnd } = read.header;
  const expected = markedHead(points, read.header, read.separator);
  problems.add("title/breaking-mismatch", { start: headEnd, end: headEnd }, { ...footer, expected });
}
