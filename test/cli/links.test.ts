import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aCheckout, type Checkout } from "../support/checkout.ts";
import { runCommandLine } from "../support/cli.ts";

const path = ".github/gatehouse.yml";
const asksMuch = `version: 1
gates:
  coverage: { evidence: { file: reports/latest.json }, rows: [{ name: Lines, value: lines, expect: ">= 80" }] }
pull_request: { require: [title, coverage] }
`;
const asksLess = "version: 1\npull_request: { require: [title] }\n";

let checkout: Checkout;
beforeEach(() => {
  checkout = aCheckout();
});
afterEach(() => checkout.remove());

/** In the working tree, in place of whatever is there. */
function link(target: string, name: string): void {
  const place = join(checkout.path, name);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(target, place);
}

const begin = () => checkout.git("switch", "--quiet", "--create", "work");

/** With what it prints on either stream. */
async function run(...args: readonly string[]) {
  const { code, out, problems } = await runCommandLine(args, { cwd: checkout.path, env: checkout.env });
  return { code, out: `${out}\n${problems}` };
}

describe("gatehouse check", () => {
  it("does not take what a link of the base leads to for the configuration", async () => {
    link("../config/gatehouse.yml", path);
    checkout.commit("chore: begin", { "config/gatehouse.yml": asksMuch });
    begin();
    checkout.commit("feat: a", { "config/gatehouse.yml": asksLess });
    const { code, out } = await run("check");
    expect(out).toContain(`${path}:1:1 it is a symbolic link. Write it as a plain file`);
    expect(code).not.toBe(0);
  });

  it("stops a change that makes a link of the configuration, also of the same words", async () => {
    checkout.commit("chore: begin", { [path]: asksLess });
    begin();
    link("../config/gatehouse.yml", path);
    checkout.commit("feat: a", { "config/gatehouse.yml": asksLess });
    const { code, out } = await run("check");
    expect(out).toContain("❌ fails configuration");
    expect(out).toContain("it is a symbolic link");
    expect(code).toBe(1);
  });

  it("stops a change that makes a link of its folder", async () => {
    checkout.commit("chore: begin", { [path]: asksLess });
    begin();
    link("config", ".github");
    checkout.commit("feat: a", { "config/gatehouse.yml": asksLess });
    expect((await run("check")).out).toContain("it is a symbolic link");
  });

  it("takes no link for evidence, so that nobody reports on themselves unseen", async () => {
    link("2026.json", "reports/latest.json");
    checkout.commit("chore: begin", { [path]: asksMuch, "reports/2026.json": '{"lines": 10}' });
    begin();
    checkout.commit("feat: a", { "reports/2026.json": '{"lines": 99}' });
    const { code, out } = await run("check");
    expect(out).toContain("reports/latest.json is a symbolic link");
    expect(out).not.toContain("✅ holds coverage");
    expect(code).toBe(2);
  });

  it("reads no configuration through a link of the working tree", async () => {
    checkout.commit("chore: begin", { "README.md": "#\n" });
    begin();
    checkout.commit("feat: a", { "config/gatehouse.yml": asksLess });
    link("../config/gatehouse.yml", path);
    expect((await run("check")).out).toContain("it is a symbolic link");
  });
});

describe("gatehouse validate", () => {
  it("finds fault with a configuration that is a link, and with one whose folder is one", async () => {
    checkout.write({ "config/gatehouse.yml": asksLess });
    link("../config/gatehouse.yml", path);
    expect(await run("validate")).toMatchObject({ code: 1, out: expect.stringContaining("it is a symbolic link") });
    link("config", ".github");
    expect(await run("validate")).toMatchObject({ code: 1, out: expect.stringContaining("it is a symbolic link") });
    expect(await run("validate", "config/gatehouse.yml")).toMatchObject({ code: 0 });
  });
});
