import { expect, it } from "vitest";
import { readPublicUrl, webUrlOf } from "../../src/setup/public-url.ts";

it.for([
  { typed: "https://gate.example.org", url: "https://gate.example.org" },
  { typed: "  https://gate.example.org/  ", url: "https://gate.example.org" },
  { typed: "https://example.org/gatehouse/", url: "https://example.org/gatehouse" },
  { typed: "https://gate.example.org:8443", url: "https://gate.example.org:8443" },
  { typed: "https://gate.example.org/api/github/webhooks", url: "https://gate.example.org" },
  { typed: "https://example.org/gatehouse/api/github/webhooks/", url: "https://example.org/gatehouse" },
  { typed: "http://localhost:3000", url: "http://localhost:3000" },
  { typed: "http://127.0.0.1:3000", url: "http://127.0.0.1:3000" },
  { typed: "http://[::1]:3000", url: "http://[::1]:3000" },
])("$typed → $url", ({ typed, url }) => {
  expect(readPublicUrl(typed)).toEqual({ ok: true, url });
});

it.for([
  { typed: "", says: "whole address" },
  { typed: "gate.example.org", says: "whole address" },
  { typed: "javascript:alert(1)", says: "whole address" },
  { typed: "ftp://gate.example.org", says: "whole address" },
  { typed: "http://gate.example.org", says: "https://" },
  { typed: "http://127.0.0.1.example.org", says: "https://" },
  { typed: "http://localhost.example.org", says: "https://" },
  { typed: "https://me:password@gate.example.org", says: "user or password" },
  { typed: "https://gate.example.org?a=b", says: "before the ?" },
  { typed: "https://gate.example.org/#top", says: "before the ?" },
])("$typed is refused", ({ typed, says }) => {
  const reading = readPublicUrl(typed);
  expect(reading.ok ? reading.url : reading.problem).toContain(says);
});

it.for([
  { api: "https://api.github.com", web: "https://github.com" },
  { api: "https://ghe.example.org/api/v3", web: "https://ghe.example.org" },
  { api: "https://api.octocorp.ghe.com", web: "https://octocorp.ghe.com" },
  { api: "http://127.0.0.1:4000", web: "http://127.0.0.1:4000" },
])("people meet $api at $web", ({ api, web }) => {
  expect(webUrlOf(api)).toBe(web);
});
