import { hideSecrets, redacted } from "./policy/text/secrets.ts";

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
    return hideSecrets(text);
  };
}
