import { describe, expect, it } from "vitest";
import { cliCommands } from "../../src/cli/commands.ts";
import { runCommandLine } from "../support/cli.ts";

describe("the command line", () => {
  it.for([
    { args: ["chekc"], says: "unknown command `chekc`. Did you mean `check`?" },
    { args: ["deploy"], says: "There are validate, check, advisories, explain, simulate, title, schema." },
    { args: ["validate", "--jsn"], says: "unknown option `--jsn`; did you mean `--json`" },
    { args: ["validate", "--colour"], says: "unknown option `--colour`. See `gatehouse validate --help`." },
    { args: ["validate", "--__proto__"], says: "unknown option" },
    { args: ["validate", "--json=yes"], says: "`--json` takes no value" },
    { args: ["validate", "a.yml", "b.yml"], says: "`b.yml` is one argument too many" },
    { args: ["check", "--base"], says: "`--base` needs a value: REV" },
    { args: ["title", "feat:", "x"], says: "`x` is one argument too many" },
    { args: ["explain"], says: "an argument is missing" },
    { args: ["explain", "acme/app"], says: "`acme/app` is no pull request. Write OWNER/REPO#NUMBER" },
    { args: ["explain", "acme/app#0"], says: "is no pull request" },
    { args: ["simulate", "acme/app#7", "--as", "ana"], says: "`--comment` is missing" },
    { args: ["simulate", "acme/app#7", "--comment", "/hold"], says: "`--as` is missing" },
    { args: ["explain", "acme/app#7"], says: "set GITHUB_TOKEN" },
    { args: ["\u001b[31mred"], says: "unknown command ` [31mred`" },
  ])("$args cannot be run, and says why", async ({ args, says }) => {
    const { code, out, problems } = await runCommandLine(args);
    expect(problems).toContain(says);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("shows all commands to whoever asks, and to whoever types nothing", async () => {
    const [asked, nothing] = [await runCommandLine(["--help"]), await runCommandLine([])];
    for (const { name } of cliCommands) expect(asked.out).toContain(`gatehouse ${name}`);
    expect(nothing.out).toBe(asked.out);
    expect([asked.code, nothing.code]).toEqual([0, 2]);
  });

  it.for(cliCommands)("$name explains its options, also behind other arguments", async ({ name, options }) => {
    const { code, out } = await runCommandLine([name, "--help"]);
    expect(code).toBe(0);
    for (const option of Object.keys(options)) expect(out).toContain(`--${option}`);
  });

  it("says its version", async () => {
    expect(await runCommandLine(["--version"])).toEqual({ code: 0, out: "0.1.0", problems: "" });
  });

  it("prints the schema for editors", async () => {
    const { code, out } = await runCommandLine(["schema"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ $id: "gatehouse.schema.json" });
  });

  it.for([
    { env: { APP_ID: "abc", GITHUB_TOKEN: "x" }, says: "APP_ID must be the App's number" },
    { env: { GITHUB_API_URL: "http://example.com", GITHUB_TOKEN: "x" }, says: "GITHUB_API_URL must be an https://" },
    { env: { APP_ID: "1", PRIVATE_KEY: "secret-text" }, says: "PRIVATE_KEY is not a private key" },
    { env: { APP_ID: "1" }, says: "set GITHUB_TOKEN" },
  ])("refuses $env, without repeating a secret", async ({ env, says }) => {
    const { code, problems } = await runCommandLine(["explain", "acme/app#7"], { env });
    expect(problems).toContain(says);
    expect(problems).not.toContain("secret-text");
    expect(code).toBe(2);
  });
});
