import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs } from "../../src/queue/put-back.ts";

describe("backoff", () => {
  it.for([
    { failures: 1, least: 500, most: 1_000 },
    { failures: 2, least: 1_000, most: 2_000 },
    { failures: 5, least: 8_000, most: 16_000 },
    { failures: 9, least: 128_000, most: 256_000 },
    { failures: 10, least: 150_000, most: 300_000 },
    { failures: 1_000, least: 150_000, most: 300_000 },
  ])("after $failures failures it waits between $least and $most ms", ({ failures, least, most }) => {
    expect(backoffMs(failures, () => 0)).toBe(least);
    expect(backoffMs(failures, () => 1)).toBe(most);
  });

  it("never waits less than half a second or more than five minutes", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const waited = backoffMs(failures, () => random);
        expect(waited).toBeGreaterThanOrEqual(500);
        expect(waited).toBeLessThanOrEqual(300_000);
      }),
    );
  });
});
