import { visibleText, withoutInvisible } from "../../text/characters.ts";
import { parseHeader } from "./grammar.ts";
import { unwrapRevert } from "./unwrap-revert.ts";

/**
 * Whether a title has the type `security`, in small letters or capitals, or brings back a change that has it. Blanks in
 * front and characters that cannot be seen do not hide it: the title's own check names them, and who must sign does not
 * turn on them.
 */
export function isSecurity({ title }: { readonly title: string }): boolean {
  const { title: said, isBroughtBack } = unwrapRevert(withoutInvisible(title).trimStart());
  if (!isBroughtBack) return false;
  const points = Array.from(said.trimStart());
  const { type, colon } = parseHeader(points, 0);
  return colon !== undefined && visibleText(points, type).toLowerCase() === "security";
}
