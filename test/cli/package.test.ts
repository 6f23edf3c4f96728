import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { aCheckout, type Checkout } from "../support/checkout.ts";
import { aCargoLock, someRecords, writeDumps } from "./advisories/scan-desk.ts";

const config = "version: 1\npull_request: { require: [title] }\n";

// As npm installs it: below `node_modules`, where Node strips no types.
let project: string;
let installed: string;
let checkout: Checkout;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "gatehouse-package-"));
  installed = join(project, "node_modules/gatehouse");
  mkdirSync(installed, { recursive: true });
  execFileSync(process.execPath, ["scripts/build-cli.ts", join(installed, "dist")]);
  cpSync("package.json", join(installed, "package.json"));
  symlinkSync(resolve("node_modules"), join(installed, "node_modules"));
  checkout = aCheckout();
  checkout.commit("chore: begin", { ".github/gatehouse.yml": config });
  checkout.git("switch", "--quiet", "--create", "work");
  checkout.commit("Untitled", { "a.txt": "a\n" });
});
afterAll(() => {
  rmSync(project, { recursive: true, force: true });
  checkout.remove();
});

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, flags: readonly string[] = []) {
  const options = { cwd: checkout.path, env: { ...checkout.env, ...env }, encoding: "utf8", input: config } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, join(installed, "dist/cli.js"), ...args],
    options,
  );
  return { status, stdout, stderr };
}

const heavyPackages = /node_modules\/(?:bullmq|ioredis|@electric-sql|discord\.js|probot|@octokit|pino)\//;

/** Runs it, and tells which modules were loaded. */
function watched(args: readonly string[]) {
  const [list, preload] = [join(project, `${args[0]}.txt`), join(project, "preload.mjs")];
  writeFileSync(
    preload,
    `import { writeFileSync } from "node:fs";
     import { registerHooks } from "node:module";
     const seen = [];
     registerHooks({ load: (url, context, next) => { seen.push(url); return next(url, context); } });
     process.on("exit", () => writeFileSync(process.env.SEEN, seen.join("\\n")));`,
  );
  const result = run(args, { SEEN: list }, ["--import", preload]);
  return { ...result, loaded: readFileSync(list, "utf8").split("\n") };
}

describe("the installed command line", () => {
  it.for([
    { args: ["--version"], status: 0, says: /^0\.1\.0\n$/ },
    { args: ["validate"], status: 0, says: /^✅ valid: \.github\/gatehouse\.yml\n$/ },
    { args: ["validate", "-"], status: 0, says: /^✅ valid: standard input\n$/ },
    { args: ["check"], status: 1, says: /^❌ Not ready: 1 of 1 required gate not met: title fails\n/ },
    { args: ["check", "--title", "feat: a"], status: 0, says: /^✅ Ready: 1 required gate holds\n/ },
    { args: ["schema"], status: 0, says: /^\{\n/ },
  ])("$args ends with $status", ({ args, status, says }) => {
    const result = run(args);
    expect(result.stderr).toBe("");
    expect(result.stdout).toMatch(says);
    expect(result.status).toBe(status);
  });

  it("meets lockfiles with a dump, and loads nothing that only a server, or GitHub, needs", () => {
    const dump = join(project, "dump");
    writeDumps(dump, someRecords);
    writeFileSync(join(project, "Cargo.lock"), aCargoLock("slate-codec 0.4.11"));
    const args = ["advisories", "--lockfile", join(project, "Cargo.lock"), "--dump", dump];
    const { status, stdout, loaded } = watched(args);
    expect(stdout).toContain("RUSTSEC-2099-0001");
    expect(status).toBe(1);
    expect(loaded.some((url) => url.endsWith("/dist/cli/advisories.js"))).toBe(true);
    expect(loaded.filter((url) => heavyPackages.test(url) || /\/dist\/(?:github|jobs)\//.test(url))).toEqual([]);
  });

  it("tells problems on the other stream", () => {
    const { status, stdout, stderr } = run(["explain", "acme/app#7"]);
    expect(stderr).toContain("set GITHUB_TOKEN");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it.for([
    { what: "on a pipe", env: {}, isColoured: false },
    { what: "where colours are forced", env: { FORCE_COLOR: "1" }, isColoured: true },
    { what: "where nobody wants them", env: { NO_COLOR: "1" }, isColoured: false },
  ])("is coloured $what: $isColoured", ({ env, isColoured }) => {
    expect(run(["check"], env).stdout.includes("\u001B[")).toBe(isColoured);
    expect(run(["check", "--json"], env).stdout).not.toContain("\u001B[");
  });

  it.for(["validate", "check", "schema"])("%s begins without what only a server, or GitHub, needs", (command) => {
    const { loaded } = watched([command]);
    expect(loaded.some((url) => url.endsWith(`/dist/cli/${command}.js`))).toBe(true);
    const isHeavy = (url: string) => heavyPackages.test(url) || /\/dist\/(?:github|jobs|queue|store)\//.test(url);
    expect(loaded.filter(isHeavy)).toEqual([]);
  });
});

describe("the package", () => {
  it("holds the command line, the schema and what npm always packs, and nothing else", () => {
    const packed = join(project, "packed");
    cpSync(installed, packed, {
      recursive: true,
      filter: (path) => !path.endsWith("/node_modules") || path === installed,
    });
    const decoys = ["src/main.ts", "test/a.test.ts", ".env", "data/store.db", "scripts/x.ts", "key.pem", "docs/a.md"];
    for (const path of [...decoys, "README.md", "LICENSE", "gatehouse.schema.json"]) {
      mkdirSync(join(packed, path, ".."), { recursive: true });
      writeFileSync(join(packed, path), "x");
    }
    // Without scripts, and so without another build; `--offline`, because listing needs nothing of a registry.
    const args = ["pack", "--dry-run", "--json", "--ignore-scripts", "--offline"];
    const text = execFileSync("npm", args, { cwd: packed, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const [listed] = z.array(z.object({ files: z.array(z.object({ path: z.string() })) })).parse(JSON.parse(text));
    const paths = listed?.files.map(({ path }) => path) ?? [];
    expect(paths.filter((path) => !path.startsWith("dist/")).toSorted()).toEqual(
      ["LICENSE", "README.md", "gatehouse.schema.json", "package.json"].toSorted(),
    );
    expect(paths.filter((path) => !path.endsWith(".js") && path.startsWith("dist/"))).toEqual([]);
    expect(paths).toContain("dist/cli.js");
  });

  it("starts what it names, with Node", () => {
    const { bin } = z
      .object({ bin: z.object({ gatehouse: z.string() }) })
      .parse(JSON.parse(readFileSync("package.json", "utf8")));
    expect(readFileSync(join(installed, bin.gatehouse), "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
  });
});
