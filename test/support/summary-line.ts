import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with one plain line that scripts can read: `12 passed, 0 failed, 1 skipped`. */
export class SummaryLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => states.filter((each) => each === state).length;
    // A file that could not be loaded has no tests, but it did fail.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    process.stdout.write(
      `\n${count("passed")} passed, ${count("failed") + broken} failed, ${count("skipped")} skipped\n`,
    );
  }
}
