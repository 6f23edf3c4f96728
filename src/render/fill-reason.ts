import type { Reason } from "../policy/reason.ts";
import { listInWords } from "../policy/text/list.ts";

/** Fills the placeholders of a sentence. `show` says how a text looks that stands alone, or as an item of a list. */
export function fillReason(
  template: string,
  parameters: Reason["parameters"],
  show: (text: string, name: string, isItem: boolean) => string,
  listBytes: number,
): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name] ?? "";
    if (typeof value === "string") return show(value, name, false);
    const joiner = name === "owners" ? "or" : "and";
    return listInWords(value, { show: (text) => show(text, name, true), joiner, bytes: listBytes });
  });
}
