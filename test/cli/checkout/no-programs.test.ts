import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { aCheckout, type Checkout } from "../../support/checkout.ts";
import { runCommandLine } from "../../support/cli.ts";

const config = `version: 1
gates:
  notes: { changes: { if: [a.txt], then: [NOTES.md] } }
  size: { evidence: { file: size.json }, rows: [{ name: Size, value: kb, expect: "< 9" }] }
pull_request: { require: [title, notes, size] }
`;

let checkout: Checkout;
/** Whatever a program leaves behind. */
let trace: string;
beforeEach(() => {
  checkout = aCheckout();
  trace = join(checkout.path, ".git", "a-program-ran");
  const attributes = "*.txt filter=x diff=x\n*.json filter=x diff=x\n";
  checkout.commit("chore: begin", { ".github/gatehouse.yml": config, ".gitattributes": attributes, "a.txt": "a\n" });
  checkout.git("switch", "--quiet", "--create", "work");
  checkout.commit("feat: a", { "a.txt": "b\n", "NOTES.md": "b\n", "size.json": '{"kb": 8}\n' });
});
afterEach(() => checkout.remove());

const check = (path = checkout.path) => runCommandLine(["check"], { cwd: path, env: checkout.env });

it.for([
  { key: "filter.x.clean", value: "cat" },
  { key: "filter.x.smudge", value: "cat" },
  { key: "filter.x.process", value: "cat" },
  { key: "core.fsmonitor", value: "true" },
  { key: "diff.x.textconv", value: "cat" },
  { key: "diff.x.command", value: "cat" },
  { key: "diff.external", value: "cat" },
  { key: "core.pager", value: "cat" },
  { key: "gpg.program", value: "cat" },
])("judging a checkout starts no program of its $key", async ({ key, value }) => {
  checkout.git("config", key, `touch ${trace}; ${value}`);
  checkout.git("config", "log.showSignature", "true");
  // Of another size than the index knows, so that git would look at it.
  writeFileSync(join(checkout.path, "a.txt"), "not committed\n");
  const { code, out } = await check();
  expect(out).toContain("✅ holds size");
  expect({ code, ran: existsSync(trace) }).toEqual({ code: 0, ran: false });
});

it("nor a hook", async () => {
  const hooks = join(checkout.path, ".git", "hooks");
  mkdirSync(hooks, { recursive: true });
  for (const name of ["post-index-change", "reference-transaction", "fsmonitor-watchman"]) {
    writeFileSync(join(hooks, name), `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
  }
  checkout.git("config", "core.fsmonitor", ".git/hooks/fsmonitor-watchman");
  rmSync(trace, { force: true });
  expect((await check()).code).toBe(0);
  expect(existsSync(trace)).toBe(false);
});

it("nor one that fetches what a partial clone lacks, and says how to get it", async () => {
  checkout.git("config", "uploadpack.allowFilter", "true");
  const part = join(checkout.path, ".git", "part");
  checkout.git("clone", "--quiet", "--filter=blob:none", "--branch=work", `file://${checkout.path}`, part);
  checkout.git("-C", part, "config", "remote.origin.uploadpack", `touch ${trace}; git-upload-pack`);
  const { code, problems } = await runCommandLine(["check", "--base", "origin/main"], { cwd: part, env: checkout.env });
  expect(problems).toContain("this clone is partial and lacks what is compared; run `git diff BASE...HEAD` once");
  expect({ code, ran: existsSync(trace) }).toEqual({ code: 2, ran: false });
  checkout.git("-C", part, "diff", "origin/main...HEAD");
  expect(existsSync(trace)).toBe(true);
});
