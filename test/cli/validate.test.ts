import { describe, expect, it } from "vitest";
import { runCommandLine } from "../support/cli.ts";

const valid = "version: 1\npull_request: { require: [title] }\n";
const typo = "version: 1\npull_requests: { require: [title] }\n";

describe("gatehouse validate", () => {
  it.for([
    { what: "a valid file", input: valid, code: 0 },
    { what: "a file with a problem", input: typo, code: 1 },
    { what: "an empty file", input: "", code: 1 },
    { what: "no YAML", input: "a: [", code: 1 },
    { what: "a file above the limit", input: `version: 1\n#${"x".repeat(65 * 1024)}\n`, code: 1 },
  ])("ends with $code for $what", async ({ input, code }) => {
    expect((await runCommandLine(["validate", "-"], { input })).code).toBe(code);
  });

  it("says where, what and how to mend it, all at once", async () => {
    const input = "version: 1\ngates: { ci: { check: [build] } }\npull_request: { require: [titel] }\n";
    const { out } = await runCommandLine(["validate", "-"], { input });
    expect(out).toMatch(/^standard input:2:\d+ .*Did you mean `checks`\?$/m);
    expect(out).toMatch(/^standard input:3:\d+ .*`titel`/m);
    expect(out).toContain("❌ 2 problems: standard input");
  });

  it("notes what has no effect yet, and takes it for no problem", async () => {
    const { code, out } = await runCommandLine(["validate", "-"], { input: `${valid}cadence: []\n` });
    expect(out).toMatch(/^standard input:3:1 `cadence` is known and not active yet: .*\.$/m);
    expect(code).toBe(0);
  });

  it("gives programs the same", async () => {
    const { out } = await runCommandLine(["validate", "-", "--json"], { input: typo });
    expect(JSON.parse(out)).toEqual({
      problems: [{ line: 2, column: 1, says: "unknown key `pull_requests`", fix: "Did you mean `pull_request`?" }],
      notes: [],
    });
  });

  it("cannot tell of a file that cannot be read", async () => {
    const { code, out, problems } = await runCommandLine(["validate", "nowhere.yml"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(problems).toContain("cannot read nowhere.yml: ENOENT");
  });

  it("stops reading a file that never ends", async () => {
    const { code, out } = await runCommandLine(["validate", "/dev/zero"]);
    expect(out).toContain("the file is larger than 64 KB");
    expect(code).toBe(1);
  });

  it("looks at .github/gatehouse.yml when told nothing else", async () => {
    expect((await runCommandLine(["validate"])).problems).toContain("cannot read .github/gatehouse.yml");
  });

  it("does not let a file paint the terminal", async () => {
    const { out } = await runCommandLine(["validate", "-"], { input: 'version: 1\n"\\e[31m\\u202Ered": 1\n' });
    expect(out).toContain("unknown key");
    expect(out).not.toMatch(/[\u001B\u202E]/);
  });
});
