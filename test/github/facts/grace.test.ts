import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { graceMsOf } from "../../../src/github/facts/signing.ts";

describe("signoffs.grace", () => {
  it.for([
    { grace: "0s", ms: 0 },
    { grace: "90s", ms: 90_000 },
    { grace: "999s", ms: 999_000 },
    { grace: "1m", ms: 60_000 },
    { grace: "16m", ms: 960_000 },
    { grace: "17m", ms: undefined },
    { grace: "1000s", ms: undefined },
    { grace: "1h", ms: undefined },
    { grace: "10", ms: undefined },
  ])("$grace is $ms ms", ({ grace, ms }) => {
    const loaded = loadConfig(`version: 1\nsignoffs: { grace: ${grace} }`);
    expect(loaded.ok ? graceMsOf(loaded.config) : undefined).toBe(ms);
  });
});
