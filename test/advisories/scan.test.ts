import { describe, expect, it } from "vitest";
import {
  judgeLockfiles,
  type LockfileText,
  queriesFor,
  readLockfiles,
  scanLockfiles,
} from "../../src/advisories/scan.ts";
import type { AdvisoryAnswer, AdvisorySource, PackageQuery } from "../../src/advisories/source.ts";
import { updateCommand } from "../../src/policy/advisory/findings/way-out.ts";
import { aRecord } from "../policy/advisory/builders.ts";

const from = { source: "local", asOf: new Date("2026-11-20T06:00:00Z"), isStale: true };

/** A Cargo.lock with the project `app` and crates that it needs. */
function aLockfile(path: string, ...crates: readonly string[]): LockfileText {
  const wanted = crates.map((crate) => crate.split("@"));
  const registry = 'source = "registry+https://github.com/rust-lang/crates.io-index"';
  const entries = wanted.map(
    ([name, version]) => `[[package]]\nname = "${name}"\nversion = "${version}"\n${registry}\n`,
  );
  const needs = JSON.stringify(wanted.map(([name, version]) => `${name} ${version}`));
  const app = `[[package]]\nname = "app"\nversion = "1.0.0"\ndependencies = ${needs}\n`;
  return { path, text: ["version = 4\n", app, ...entries].join("\n"), companions: new Map() };
}

function anNpmLockfile(path: string, name: string, version: string): LockfileText {
  const packages = {
    "": { name: "site", dependencies: { [name]: version } },
    [`node_modules/${name}`]: { version, resolved: `https://registry.npmjs.org/${name}/-/${name}-${version}.tgz` },
  };
  return { path, text: JSON.stringify({ lockfileVersion: 3, packages }), companions: new Map() };
}

async function scan(
  files: readonly LockfileText[],
  answerTo: (asked: readonly PackageQuery[]) => Partial<AdvisoryAnswer> = () => ({}),
) {
  const asked: (readonly PackageQuery[])[] = [];
  const source: AdvisorySource = {
    name: "local",
    query: async (packages) => {
      asked.push(packages);
      return { records: [], named: packages.map(() => []), unanswered: [], from, ...answerTo(packages) };
    },
    lookUp: () => Promise.reject(new Error("nothing is looked up by a scan")),
  };
  return { ...(await scanLockfiles(files, source)), asked };
}

describe("a scan", () => {
  it("asks once about each version, whatever number of lockfiles has it, and says who answered", async () => {
    const files = [aLockfile("Cargo.lock", "h2@0.4.0", "rand@0.8.5"), aLockfile("tools/Cargo.lock", "h2@0.4.0")];
    const found = await scan(files, () => ({ records: [aRecord({})] }));
    expect(
      found.asked.map((one) => one.map(({ ecosystem, name, version }) => `${ecosystem} ${name} ${version}`)),
    ).toEqual([["crates.io h2 0.4.0", "crates.io rand 0.8.5"]]);
    expect(found.rows.map(({ lockfile, package: name }) => `${lockfile} ${name}`)).toEqual([
      "Cargo.lock h2",
      "tools/Cargo.lock h2",
    ]);
    expect([found.checked, found.from]).toEqual([2, from]);
  });

  it("goes on with the others where one lockfile is truncated, in conflict, empty or of another format", async () => {
    const whole = anNpmLockfile("web/package-lock.json", "h2", "0.4.0");
    const files = [
      { ...whole, path: "a/package-lock.json", text: whole.text.slice(0, -20) },
      { ...whole, path: "b/Cargo.lock", text: "<<<<<<< HEAD\nversion = 4\n=======\nversion = 3\n>>>>>>> main\n" },
      { ...whole, path: "c/Cargo.lock", text: "" },
      { ...whole, path: "d/Gemfile.lock", text: "GEM\n" },
      whole,
    ];
    const found = await scan(files, () => ({ records: [aRecord({ ecosystem: "npm" })] }));
    expect(found.problems.map(({ path }) => path)).toEqual(files.slice(0, 4).map(({ path }) => path));
    expect(found.problems.at(-1)?.problem).toMatch(
      /^is of a format that cannot be read yet; readable are Cargo\.lock, /,
    );
    expect(found.rows.map(({ lockfile }) => lockfile)).toEqual(["web/package-lock.json"]);
  });

  it("goes on with the others where a reader fails, and says that this is our fault", async () => {
    class Broken extends Map<string, string> {
      override get(): string {
        throw new RangeError("Maximum call stack size exceeded");
      }
    }
    const files = [
      { path: "a/poetry.lock", text: '[[package]]\nname = "a"\nversion = "1"\n', companions: new Broken() },
      aLockfile("Cargo.lock", "h2@0.4.0"),
    ];
    const found = await scan(files, () => ({ records: [aRecord({})] }));
    expect(found.problems.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      "a/poetry.lock cannot be read because of a bug in Gatehouse; please report it",
    ]);
    expect(found.rows.map(({ lockfile }) => lockfile)).toEqual(["Cargo.lock"]);
  });

  it("offers no command for a module that stands in for another, because go get would change nothing", async () => {
    const record = aRecord({ ecosystem: "Go", name: "example.org/h2" });
    const commandsFor = async (lines: string) => {
      const text = `module m\ngo 1.26\n${lines}\n`;
      const { rows } = await scan([{ path: "go.mod", text, companions: new Map() }], () => ({ records: [record] }));
      return rows.map((row) => updateCommand({ ...row, fix: { all: [], nearest: "0.4.1", suggested: "0.4.1" } }));
    };
    expect(await commandsFor("require example.org/h2 v0.4.0")).toEqual(["go get example.org/h2@v0.4.1"]);
    expect(await commandsFor("require a v1.0.0\nreplace a => example.org/h2 v0.4.0")).toEqual([undefined]);
  });

  it("says of a go.mod that does not list everything that it does not, beside what is found in it", async () => {
    const text = "module m\ngo 1.16\nrequire example.org/h2 v0.4.0\n";
    const record = aRecord({ ecosystem: "Go", name: "example.org/h2" });
    const found = await scan([{ path: "go.mod", text, companions: new Map() }], () => ({ records: [record] }));
    expect(found.problems.map(({ path }) => path)).toEqual(["go.mod"]);
    expect(found.problems[0]?.problem).toMatch(/^line 2: does not list everything that is built/);
    expect(found.rows.map(({ package: name }) => name)).toEqual(["example.org/h2"]);
  });

  it("does not ask about versions that nobody can read, and lists them", async () => {
    const found = await scan([aLockfile("Cargo.lock", "h2@99999999999999999999.0.0")]);
    expect(found.asked).toEqual([[]]);
    expect(found.notChecked.map(({ why }) => why)).toEqual(["unreadable-version"]);
  });

  it("lists at each place what the source did not answer", async () => {
    const files = [aLockfile("Cargo.lock", "h2@0.4.0"), aLockfile("tools/Cargo.lock", "h2@0.4.0", "rand@0.8.5")];
    const found = await scan(files, ([query]) => ({
      unanswered: query === undefined ? [] : [{ query, why: "unanswered" }],
    }));
    expect(found.notChecked.map(({ lockfile, package: name, why }) => `${lockfile} ${name} ${why}`)).toEqual([
      "Cargo.lock h2 unanswered",
      "tools/Cargo.lock h2 unanswered",
    ]);
  });

  it("says where a flood of findings was cut, so that nothing counts as gone", async () => {
    const records = Array.from({ length: 201 }, (_, at) => aRecord({ id: `RUSTSEC-2099-${1000 + at}` }));
    const crates = Array.from({ length: 120 }, (_, at) => `h2@0.4.${at}`);
    const found = await scan([aLockfile("Cargo.lock", ...crates)], () => ({ records }));
    expect(found.problems).toEqual([
      { path: "Cargo.lock", problem: "meets more than 20000 advisories, and what comes after them was not looked at" },
    ]);
  });
});

describe("what the source names and the matcher denies", () => {
  const clear = aRecord({ events: [{ introduced: "0" }, { fixed: "0.3.0" }] });
  const hit = aRecord({ id: "RUSTSEC-2099-0002" });

  it("is disputed for that version only, and blocks nothing", async () => {
    const files = [aLockfile("Cargo.lock", "h2@0.4.0", "h2@0.5.0")];
    const found = await scan(files, (asked) => ({
      records: [clear, hit],
      named: asked.map(({ version }) => (version === "0.4.0" ? [clear.id, hit.id] : [hit.id])),
    }));
    expect(found.disputed.map(({ version, advisory, confidence }) => [version, advisory, confidence])).toEqual([
      ["0.4.0", clear.id, "disputed"],
    ]);
    expect(found.rows.map(({ version, advisory }) => [version, advisory])).toEqual([
      ["0.4.0", hit.id],
      ["0.5.0", hit.id],
    ]);
  });

  it("is not mixed up with a package of the same name and version in another ecosystem", async () => {
    const files = [aLockfile("Cargo.lock", "h2@0.4.0"), anNpmLockfile("web/package-lock.json", "h2", "0.4.0")];
    const found = await scan(files, (asked) => ({
      records: [clear],
      named: asked.map(({ ecosystem }) => (ecosystem === "crates.io" ? [clear.id] : [])),
    }));
    expect(found.disputed.map(({ lockfile }) => lockfile)).toEqual(["Cargo.lock"]);
  });

  it("is nothing when its record was taken back", async () => {
    const withdrawn = { ...clear, withdrawn: "2099-01-01T00:00:00Z" };
    const found = await scan([aLockfile("Cargo.lock", "h2@0.4.0")], (asked) => ({
      records: [withdrawn],
      named: asked.map(() => [withdrawn.id]),
    }));
    expect([found.rows, found.disputed, found.notChecked]).toEqual([[], [], []]);
  });
});

it("two commits are judged by one answer", () => {
  const [base, head] = [aLockfile("Cargo.lock", "h2@0.4.0"), aLockfile("Cargo.lock", "h2@0.5.0")].map((file) =>
    readLockfiles([file]),
  );
  if (base === undefined || head === undefined) throw new Error("two were read");
  const queries = queriesFor([base, head]);
  const answer = { records: [aRecord({})], named: queries.map(() => []), unanswered: [], from };
  expect(queries.map(({ version }) => version)).toEqual(["0.4.0", "0.5.0"]);
  expect(judgeLockfiles(base, queries, answer).rows.map(({ version }) => version)).toEqual(["0.4.0"]);
  expect(judgeLockfiles(head, queries, answer).rows.map(({ version }) => version)).toEqual(["0.5.0"]);
});
