/** What a text of some format holds, or why it cannot be read. */
export type ParsedText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string }
  | { readonly ok: false; readonly repeatedKey: string };
