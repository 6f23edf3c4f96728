import { withoutUnseen } from "./characters.ts";

export const redacted = "[redacted]";

// In JSON text a line break is `\\n`, whose letter would otherwise join the word behind it.
const start = String.raw`(?:(?<![\w-])|(?<=\\[bfnrt]))`;

// A log line is JSON text, so no pattern may run over a quote: that would break the line.
const shapes: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^"\\]|\\.)*/g,
  new RegExp(String.raw`${start}gh[pousr]_[0-9A-Za-z_.-]{10,}`, "g"),
  new RegExp(String.raw`${start}github_pat_\w{10,}`, "g"),
  new RegExp(String.raw`${start}sha(?:1=[0-9a-f]{40}|256=[0-9a-f]{64})\b`, "g"),
  // JSON web tokens: the App signs its own with the private key. Each may begin only where a run of its letters begins,
  // because strangers choose what is read, and thousands of beginnings in one run would each be read to its end.
  new RegExp(String.raw`${start}eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}`, "g"),
  // A Discord bot token: user id in base64, time, HMAC.
  new RegExp(String.raw`${start}[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}`, "g"),
];

/** The part in the first group stays: it says what was hidden. */
const parts: readonly RegExp[] = [
  /(\/webhooks\/\d{1,20}\/)[\w-]+/g,
  /(:\/\/)[^\s"/@]*@/g,
  /(authorization["'\\]{0,3}: ?["'\\]{0,3}(?:bearer|bot|token) )[\w.~+/=-]{16,}/gi,
  // Tokens of this length without a digit are rarer by far than titles such as "token refresh-on-expiration".
  /\b((?:bearer|bot|token) )(?=[\w.~+/=-]*\d)[\w.~+/=-]{16,}/gi,
];

/**
 * Hides what is shaped like a token, a key or an address with a password, in plain text or in a line of JSON. Characters
 * that nobody sees do not hide a token from it: where one is found without them, they go.
 */
export function hideSecrets(text: string): string {
  const hidden = hideShapes(text);
  const bare = withoutUnseen(hidden);
  if (bare === hidden) return hidden;
  const shown = hideShapes(bare);
  return shown === bare ? hidden : shown;
}

function hideShapes(text: string): string {
  let hidden = text;
  for (const shape of shapes) hidden = hidden.replaceAll(shape, redacted);
  for (const part of parts) hidden = hidden.replaceAll(part, `$1${redacted}`);
  return hidden;
}
