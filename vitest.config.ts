import { defineConfig } from "vitest/config";
import { SummaryLine } from "./test/support/summary-line.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/say-what-is-missing.ts"],
    reporters: ["default", new SummaryLine()],
    // Most tests wait for servers and not for the processor, so three workers serve two cores well.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
