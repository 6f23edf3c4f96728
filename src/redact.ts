const redacted = "[redacted]";

// In JSON text a line break is `\\n`, whose letter would otherwise join the word behind it.
const start = String.raw`(?:(?<![\w-])|(?<=\\[bfnrt]))`;

// A log line is JSON text, so no pattern may run over a quote: that would break the line.
const secretShapes: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^"\\]|\\.)*/g,
  new RegExp(String.raw`${start}gh[pousr]_[0-9A-Za-z_.-]{10,}`, "g"),
  new RegExp(String.raw`${start}github_pat_\w{10,}`, "g"),
  new RegExp(String.raw`${start}sha(?:1=[0-9a-f]{40}|256=[0-9a-f]{64})\b`, "g"),
  // JSON web tokens: the App signs its own with the private key. Each may begin only where a run of its letters begins,
  // because strangers choose what is logged, and thousands of beginnings in one run would each be read to its end.
  new RegExp(String.raw`${start}eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}`, "g"),
  // A Discord bot token: user id in base64, time, HMAC.
  new RegExp(String.raw`${start}[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}`, "g"),
];
/** The part in the first group stays: it says what was hidden. */
const secretParts: readonly RegExp[] = [
  /(\/webhooks\/\d{1,20}\/)[\w-]+/g,
  /(:\/\/)[^\s"/@]*@/g,
  /\b((?:bearer|bot|token) )[\w.~+/=-]{16,}/gi,
];
const secretKey =
  /("(?:proxy-)?(?:authorization|x-hub-signature(?:-256)?|private_?key|pem|(?:webhook_?|client_?)?secret|password|(?:\w*_)?token)":)"(?:[^"\\]|\\.)*"/gi;

/** Hides what looks like a secret, what stands under a key that names one, and the given texts, in a line of JSON. */
export function createRedactor(secrets: readonly string[]): (line: string) => string {
  const exactTexts = secrets
    // Shorter texts would blacken ordinary words.
    .filter((secret) => secret.length >= 8)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    // The longest first, so that a secret that contains another disappears whole.
    .sort((a, b) => b.length - a.length);

  return (line) => {
    let text = line;
    for (const secret of exactTexts) text = text.replaceAll(secret, redacted);
    text = text.replaceAll(secretKey, `$1"${redacted}"`);
    for (const shape of secretShapes) text = text.replaceAll(shape, redacted);
    for (const part of secretParts) text = text.replaceAll(part, `$1${redacted}`);
    return text;
  };
}
