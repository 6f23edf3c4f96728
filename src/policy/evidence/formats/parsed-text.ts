/** What a text of some format holds, or why it cannot be read. */
export type ParsedText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string }
  /** It may be valid, and holds more than is read. */
  | { readonly ok: false; readonly excess: string }
  | { readonly ok: false; readonly repeatedKey: string };
