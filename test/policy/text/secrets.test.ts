import { expect, it } from "vitest";
import { hideSecrets } from "../../../src/policy/text/secrets.ts";

const token = "a1B2".repeat(9);

it.for([
  { text: `with ghp_${token} in it`, shown: "with [redacted] in it" },
  { text: `gho_${token},ghs_${token}`, shown: "[redacted],[redacted]" },
  { text: `github_pat_${token}`, shown: "[redacted]" },
  {
    text: "https://discord.com/api/webhooks/123/secret-part",
    shown: "https://discord.com/api/webhooks/123/[redacted]",
  },
  { text: "https://ana:secret@example.com", shown: "https://[redacted]example.com" },
  { text: "Authorization: Bearer abcdefghijklmnop", shown: "Authorization: Bearer [redacted]" },
  { text: '{"authorization":"bearer abcdefghijklmnop"}', shown: '{"authorization":"bearer [redacted]"}' },
  { text: "curl -H Bearer abcdefgh1jklmnop", shown: "curl -H Bearer [redacted]" },
  { text: "token 123e4567-e89b-12d3-a456-426614174000", shown: "token [redacted]" },
  { text: "Bot a.b/c+d=e~f-g_h1ijk", shown: "Bot [redacted]" },
  { text: "token refresh-on-expiration", shown: "token refresh-on-expiration" },
  { text: "slack bot interactive-messages", shown: "slack bot interactive-messages" },
  { text: "bearer authentication/header parsing", shown: "bearer authentication/header parsing" },
  { text: "the bot discord.js-14", shown: "the bot discord.js-14" },
  { text: "token refresh-on-expiration 2026", shown: "token refresh-on-expiration 2026" },
  { text: "-----BEGIN RSA PRIVATE KEY----- MIIE", shown: "[redacted]" },
  { text: "0a9ddbc000000000000000000000000000000000", shown: "0a9ddbc000000000000000000000000000000000" },
  { text: `gh\u200Bp_${token}`, shown: "[redacted]" },
  { text: `ghp_1\uFE0F2\uFE0F${token}`, shown: "[redacted]" },
  { text: `a\u2063ghp_${token}\u2063, gh\u00ADo_${token}`, shown: "a[redacted], [redacted]" },
  { text: "👩‍💻 no token", shown: "👩‍💻 no token" },
  { text: "verified on canary, see #12", shown: "verified on canary, see #12" },
])("$text → $shown", ({ text, shown }) => expect(hideSecrets(text)).toBe(shown));

it.for(["eyJ", "ghp_", "a-", "://", "webhooks/1/", "token ", "bot aaaaaaaaaaaaaaaaaaaa"])(
  "64 KB of %s are read in a moment",
  (part) => {
    expect(hideSecrets(part.repeat(65_536 / part.length)).length).toBeGreaterThan(0);
  },
);
