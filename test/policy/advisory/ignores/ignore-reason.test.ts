import { expect, it } from "vitest";
import { claimsNoFix } from "../../../../src/policy/advisory/ignores/ignore-reason.ts";

it.for([
  { reason: "no fix available", is: true },
  { reason: "no patch available yet", is: true },
  { reason: "glib; No fix available until gtk-rs bumps the series", is: true },
  { reason: "unmaintained; no safe upgrade; #1", is: true },
  { reason: "without a fix", is: true },
  { reason: "not yet patched upstream", is: true },
  { reason: "unpatched", is: true },
  { reason: "no fix in the 0.18.x series", is: false },
  { reason: "fixed in wasmtime 42.0.2; awaiting extism release", is: false },
  { reason: "no extism release with fix", is: false },
  { reason: "the fix breaks us", is: false },
  { reason: "", is: false },
])('"$reason" says that there is no fix: $is', ({ reason, is }) => {
  expect(claimsNoFix({ reason })).toBe(is);
});
