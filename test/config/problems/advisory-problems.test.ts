import { describe, expect, it } from "vitest";
import { isLockfile } from "../../../src/advisories/lockfiles/choose-lockfiles.ts";
import { lockfileReaders } from "../../../src/advisories/lockfiles/index.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { lockfileNames, policyNames, scannedNames } from "../../../src/policy/known-paths.ts";

function load(keys: string) {
  return loadConfig(`version: 1\nareas: { sec: { owners: [ana] } }\nadvisories:\n  ${keys}\n`);
}

function problems(keys: string): readonly string[] {
  const loaded = load(keys);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

function notes(keys: string): readonly string[] {
  const loaded = load(keys);
  if (!loaded.ok) throw new Error(problems(keys).join("\n"));
  return loaded.notes.map(({ line, column, says }) => `${line}:${column} ${says}`);
}

const readable =
  "Readable are `Cargo.lock`, `package-lock.json`, `npm-shrinkwrap.json`, `yarn.lock`, `pnpm-lock.yaml`, `uv.lock`, `poetry.lock`, `go.mod`, each in whatever folder.";
const policies = "Readable are `deny.toml`, `.deny.toml`, `audit.toml`, `osv-scanner.toml`, each in whatever folder.";

describe("lockfiles that count", () => {
  it.for([
    "[Cargo.lock]",
    "[Cargo.lock, tools/go.mod, web/package-lock.json]",
    "['**/Cargo.lock', 'web/**', 'py/*.lock']",
    "['{a,b}/{Cargo,uv}.lock']",
    "['pages/[id]/yarn.lock']",
  ])("may be %s", (globs) => {
    expect(problems(`lockfiles: ${globs}`)).toEqual([]);
    expect(problems(`skip: ${globs}`)).toEqual([]);
  });

  it("may be all of them", () => expect(problems("lockfiles: ['**']")).toEqual([]));

  it.for([
    { globs: "[Gemfile.lock]", says: `4:15 \`Gemfile.lock\` is of a format that cannot be read. ${readable}` },
    { globs: "[a/cargo.lock]", says: `4:15 \`a/cargo.lock\` is of a format that cannot be read. ${readable}` },
    { globs: "[Cargo.lock, go.sum]", says: `4:27 \`go.sum\` is of a format that cannot be read. ${readable}` },
    { globs: "['**/*.md']", says: `4:15 \`**/*.md\` is of a format that cannot be read. ${readable}` },
    {
      globs: "['{Cargo,Gemfile}.lock']",
      says: `4:15 \`{Cargo,Gemfile}.lock\` is of a format that cannot be read. ${readable}`,
    },
    { globs: "[crates/tool]", says: `4:15 \`crates/tool\` is of a format that cannot be read. ${readable}` },
    { globs: "[crates/]", says: "4:15 `crates/`: this names no file. Write `crates/**`." },
    {
      globs: "[/Cargo.lock]",
      says: "4:15 `/Cargo.lock`: paths begin at the root of the repository. Write `Cargo.lock`.",
    },
    {
      globs: "[../Cargo.lock]",
      says: "4:15 `../Cargo.lock`: it has an empty folder name, `.` or `..`. Write the path as GitHub shows it.",
    },
    { globs: "['a\\Cargo.lock']", says: "4:15 `a\\Cargo.lock`: paths have `/`, not `\\`. Write `/` between folders." },
    { globs: "['!Cargo.lock']", says: "4:15 `!Cargo.lock`: a glob cannot exclude. List the paths that do belong." },
    { globs: "['{a,b/**']", says: "4:15 `{a,b/**`: its braces do not pair. Write alternatives as `{a,b}`." },
    {
      globs: "['a**/Cargo.lock']",
      says: "4:15 `a**/Cargo.lock`: `**` stands alone between slashes. E.g. `src/**/*.ts`.",
    },
    { globs: "[Cargo.lock, a/go.mod, Cargo.lock]", says: "4:37 `Cargo.lock` stands there twice. Keep one of them." },
    { globs: "[]", says: expect.stringMatching(/^4:3 `advisories.lockfiles` is empty\. /) },
  ])("may not be $globs", ({ globs, says }) => expect(problems(`lockfiles: ${globs}`)).toEqual([says]));

  it.for([
    {
      globs: "[tests/fixtures]",
      says: "4:10 `tests/fixtures` is no lockfile that would be read. Write `tests/fixtures/**` for a folder.",
    },
    { globs: "[tests/**, tests/**]", says: "4:20 `tests/**` stands there twice. Keep one of them." },
    { globs: "[./tests/**]", says: "4:10 `./tests/**`: paths begin at the root of the repository. Write `tests/**`." },
  ])("may not be told apart by $globs", ({ globs, says }) => expect(problems(`skip: ${globs}`)).toEqual([says]));

  it.for([
    {
      keys: "lockfiles: [Cargo.lock, a/go.mod]\n  skip: ['a/**']",
      says: ["4:27 `a/go.mod` is named, and left out by `advisories.skip`. Take it out of one of them."],
    },
    {
      keys: "lockfiles: [Cargo.lock]\n  skip: ['**']",
      says: ["5:10 `**` leaves out every lockfile. Name the folders that are no concern."],
    },
    {
      keys: "lockfiles: ['web/**']\n  skip: ['tests/**', '{a,**}/*']",
      says: ["5:22 `{a,**}/*` leaves out every lockfile. Name the folders that are no concern."],
    },
    { keys: "lockfiles: ['web/**']\n  skip: ['web/old/**', 'Cargo.lock', '*/Cargo.lock', '**/go.mod']", says: [] },
  ])("may not be left out altogether: $keys", ({ keys, says }) => expect(problems(keys)).toEqual(says));

  it.for([
    { keys: "lockfiles: [' Cargo.lock']", says: "4:15 ` Cargo.lock` begins or ends with a blank. Write `Cargo.lock`." },
    { keys: "skip: ['a/go.mod ']", says: "4:10 `a/go.mod ` begins or ends with a blank. Write `a/go.mod`." },
    { keys: "ignores: [' deny.toml']", says: "4:13 ` deny.toml` begins or ends with a blank. Write `deny.toml`." },
  ])("are not called with a blank that nobody sees: $keys", ({ keys, says }) => expect(problems(keys)).toEqual([says]));

  it.for([
    { count: 10, says: [] },
    {
      count: 11,
      says: ["4:3 these globs have 220 alternatives, more than 200. Name folders instead of files."],
    },
  ])("may have few alternatives: $count lists of 20 each", ({ count, says }) => {
    const folders = Array.from({ length: 20 }, (_, at) => `f${at}`).join();
    const globs = Array.from({ length: count }, (_, at) => `a${at}/{${folders}}/**`);
    expect(problems(`lockfiles: ${JSON.stringify(globs)}`)).toEqual(says);
  });

  it("are those that a reader knows by name", () => {
    expect(lockfileNames.filter((name) => !isLockfile(name))).toEqual([]);
    expect([...scannedNames].filter(isLockfile).toSorted()).toEqual(lockfileNames.toSorted());
    expect(lockfileReaders.filter(({ matches }) => !lockfileNames.some(matches))).toEqual([]);
    expect(policyNames.filter((name) => !scannedNames.has(name))).toEqual([]);
  });
});

describe("files with documented ignores", () => {
  it.for([
    "[]",
    "[deny.toml, .deny.toml, .cargo/deny.toml, .cargo/audit.toml, web/osv-scanner.toml]",
    "[ci/cargo-deny.toml]",
  ])("may be %s, without a word", (files) => expect(notes(`ignores: ${files}`)).toEqual([]));

  it.for([
    { files: "[SECURITY.md]", says: `4:13 \`SECURITY.md\` is no policy file that can be read. ${policies}` },
    { files: "[osv-scanner.json]", says: `4:13 \`osv-scanner.json\` is no policy file that can be read. ${policies}` },
    { files: "[deny]", says: `4:13 \`deny\` is no policy file that can be read. ${policies}` },
    { files: "['**/deny.toml']", says: "4:13 `**/deny.toml` is a glob. Name each file by its path." },
    { files: "[/deny.toml]", says: "4:13 `/deny.toml`: paths begin at the root of the repository. Write `deny.toml`." },
    {
      files: "[a/../deny.toml]",
      says: "4:13 `a/../deny.toml`: it has an empty folder name, `.` or `..`. Write the path as GitHub shows it.",
    },
    { files: "[deny.toml, deny.toml]", says: "4:24 `deny.toml` stands there twice. Keep one of them." },
  ])("may not be $files", ({ files, says }) => expect(problems(`ignores: ${files}`)).toEqual([says]));

  it("are said to be read like deny.toml where their name tells nothing", () => {
    expect(notes("ignores: [deny.toml, ci/accepted.toml]")).toEqual([
      "4:24 `ci/accepted.toml` is read like `deny.toml`, because its name is that of no other tool",
    ]);
  });
});

describe("the branch that is scanned", () => {
  it.for(["main", "release/1.x", "v2"])("may be %s", (branch) => expect(problems(`branch: ${branch}`)).toEqual([]));

  it.for([
    { branch: "my branch", says: "branch `my branch` holds a blank or a control character" },
    { branch: "'release/*'", says: "branch `release/*` holds one of `~ ^ : ? * [ \\`" },
    { branch: "a..b", says: "branch `a..b` holds `..`" },
    { branch: "main.lock", says: "branch `main.lock` has a part that ends with `.lock`" },
    { branch: "'@'", says: "branch `@` is `HEAD` or `@`, which git understands as something else" },
  ])("may not be $branch", ({ branch, says }) =>
    expect(problems(`branch: ${branch}`)).toEqual([`4:3 ${says}. Write the name of a branch, such as \`main\`.`]),
  );

  it("is written without what git puts before it", () =>
    expect(problems("branch: refs/heads/main")).toEqual([
      "4:3 `refs/heads/main` is more than the name of a branch. Write `main`.",
    ]));
});

describe("the rest of the section", () => {
  it.for([
    { keys: "triage: sek", says: ["4:3 area `sek` is not defined. Did you mean `sec`?"] },
    { keys: "triage: sec", says: [] },
    { keys: "labels: [risk, Risk]", says: ["4:18 `Risk` stands there twice. Keep one of them."] },
    { keys: "labels: [risk, security]", says: [] },
    { keys: "sla: { vulnerability: { decide: 7d, fix: 24h } }", says: [] },
    { keys: "sla: { vulnerability: 48h, yanked: 7d }", says: [] },
  ])("$keys", ({ keys, says }) => expect(problems(keys)).toEqual(says));

  it.for([
    { sla: "{ vulnerability: 0h }", says: "`advisories.sla.vulnerability` cannot be `0h`: durations are written" },
    { sla: "{ notice: 48 }", says: "`advisories.sla.notice` cannot be `48`. Notices: a time for the decision" },
    { sla: "{ unsound: { fix: soon } }", says: "`advisories.sla.unsound.fix` cannot be `soon`: durations are written" },
    {
      sla: "{ unsound: { fixed: 7d } }",
      says: "unknown key `fixed` in `advisories.sla.unsound`. Known here: decide, fix.",
    },
    {
      sla: "{ vulnerabilty: 48h }",
      says: "unknown key `vulnerabilty` in `advisories.sla`. Did you mean `vulnerability`?",
    },
  ])("sla: $sla", ({ sla, says }) => expect(problems(`sla: ${sla}`)).toEqual([expect.stringContaining(says)]));

  it("tells everything at once, also where one key cannot be read", () => {
    const keys = ["lockfiles: [7]", "skip: [tests]", "ignores: ['*']", "branch: HEAD", "scan: daily", "triage: sek"];
    expect(problems(keys.join("\n  ")).map((told) => told.split(":")[0])).toEqual(["4", "5", "6", "7", "8", "9"]);
  });
});

describe("who hears of advisories", () => {
  it.for([
    { notify: "{ advisories: alerts, rollouts: ops }", says: [] },
    { notify: "{ advisories: Alerts }", says: [expect.stringContaining("`notify.advisories` cannot be `Alerts`")] },
    { notify: "{ advisorys: alerts }", says: ["unknown key `advisorys` in `notify`. Did you mean `advisories`?"] },
    { notify: "alerts", says: [expect.stringContaining("`notify` is text, but must be a list of `key: value`")] },
  ])("$notify", ({ notify, says }) => {
    const loaded = loadConfig(`version: 1\nnotify: ${notify}`);
    expect(loaded.ok ? [] : loaded.problems.map((told) => `${told.says}. ${told.fix}`)).toEqual(says);
  });
});
