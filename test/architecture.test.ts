import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { everyKind } from "../bench/look/every-kind.ts";
import { configJsonSchema } from "../src/config/json-schema.ts";
import { loadConfig } from "../src/config/load.ts";
import { usedGates } from "../src/config/used-gates.ts";
import type { Delivery } from "../src/ingest/routed.ts";
import { route, subscribedEvents } from "../src/ingest/routing.ts";
import { jobs } from "../src/jobs/index.ts";
import { triageFamily } from "../src/policy/advisory/triage/commands/triage-family.ts";
import { commands } from "../src/policy/commands/index.ts";
import { builtInGates, gateKinds } from "../src/policy/gates/index.ts";
import { reasons } from "../src/policy/reason.ts";
import type { JobRequest } from "../src/queue/job.ts";
import { parseAppFile } from "../src/setup/manifest.ts";
import { readExamples } from "./support/webhook-door.ts";

const sources = globSync("src/**/*.ts").map((path) => ({ path, text: readFileSync(path, "utf8") }));
const tests = globSync("test/**/*.ts").map((path) => ({ path, text: readFileSync(path, "utf8") }));

function sorted(names: Iterable<string>): readonly string[] {
  return [...names].toSorted((a, b) => (a < b ? -1 : 1));
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** What GitHub's example payloads lead to. */
function askedByExamples(): readonly JobRequest[] {
  return readExamples().flatMap(({ event, payload }) => {
    const withInstallation = { ...payload, installation: { id: 5 } };
    const delivery: Delivery = { event, id: "a-guid", payload: withInstallation, receivedAt: new Date(0) };
    const routing = route(delivery, 4242);
    return routing.state === "jobs" ? routing.jobs : [];
  });
}

describe("the registries", () => {
  it.for([
    { folder: "gates", registered: [...gateKinds, ...builtInGates].map(({ kind }) => kind) },
    { folder: "commands", registered: [...commands, triageFamily].map(({ name }) => name) },
  ])("and the pages of docs/$folder name the same", ({ folder, registered }) => {
    expect(repeated(registered)).toEqual([]);
    expect(sorted(globSync(`docs/${folder}/*.md`).map((path) => basename(path, ".md")))).toEqual(sorted(registered));
  });

  it("hold every job once, and every job that a delivery or a job asks for", () => {
    const names = jobs.map(({ name }) => name);
    expect(repeated(names)).toEqual([]);
    const asked = new Set(askedByExamples().map(({ job }) => job));
    for (const { text } of sources) for (const [, name = ""] of text.matchAll(/\bjob: "([\w-]+)"/g)) asked.add(name);
    expect(asked.size).toBeGreaterThan(3);
    expect([...asked].filter((name) => !names.includes(name))).toEqual([]);
  });

  it("take what deliveries ask of them", () => {
    const requests = askedByExamples();
    expect(requests.length).toBeGreaterThan(50);
    const refused = requests.filter(({ job, payload }) => {
      const definition = jobs.find(({ name }) => name === job);
      return definition?.payload.safeParse(payload).success !== true;
    });
    expect(refused).toEqual([]);
  });

  it("give every command and alias to one command, and no option to two kinds of gate", () => {
    expect(repeated(commands.flatMap(({ name, aliases }) => [name, ...aliases]))).toEqual([]);
    expect(repeated(gateKinds.flatMap(({ options }) => Object.keys(options)))).toEqual([]);
    // The kind is the key by which a gate is told from the others.
    for (const { kind, options } of gateKinds) expect(Object.keys(options)).toContain(kind);
  });

  it("are the only files called index", () => {
    const rooms = [
      "policy/gates",
      "policy/commands",
      "policy/advisory/triage/commands",
      "jobs",
      "advisories/lockfiles",
    ];
    const lists = rooms.map((room) => `src/${room}/index.ts`);
    expect(sorted(globSync("{src,test,scripts,demo,bench}/**/index.ts"))).toEqual(sorted(lists));
  });
});

describe("app.yml", () => {
  const app = parseAppFile(readFileSync("app.yml", "utf8"));

  it("subscribes to what is routed", () => {
    expect(sorted(app.description.default_events)).toEqual(sorted(subscribedEvents));
  });

  it("explains every permission and every event by what needs it", () => {
    expect([...app.permissions, ...app.events].filter(({ because }) => because.trim().length < 10)).toEqual([]);
  });
});

it("the schema for editors is the one of the configuration", () => {
  expect(JSON.parse(readFileSync("gatehouse.schema.json", "utf8"))).toEqual(configJsonSchema());
});

describe("the reasons", () => {
  it("are all of all lists, and no two lists share a code", async () => {
    const lists = await Promise.all(
      globSync("src/policy/reasons/*-reasons.ts").map(async (path): Promise<object> => import(resolve(path))),
    );
    const listed = lists.flatMap((list) => Object.values(list)).flatMap((each: object) => Object.keys(each));
    expect(sorted(listed)).toEqual(sorted(Object.keys(reasons)));
  });

  const used = sources
    // Where they are declared says nothing of who says them.
    .filter(({ path }) => !path.startsWith("src/policy/reasons/"))
    .map(({ text }) => text)
    .join("\n");

  it.for(Object.entries(reasons))("%s is said somewhere, and in whole sentences", ([code, text]) => {
    // Codes may stand alone, chosen by a condition, and be handed to `reason` later.
    expect(used).toContain(`"${code}"`);
    const parts = Object.entries(text).flatMap(([, part]) => (typeof part === "string" ? [part] : []));
    // A sentence may be made elsewhere, as one parameter.
    for (const part of parts) expect(part).toMatch(/^(?:\{safe\w+\}|(?:[A-Z]|\{).*[.?:])$/);
    expect(parts.join(" ")).not.toContain("!");
    expect(parts.join(" ").replaceAll(/\{[a-z]\w*\}/gi, "")).not.toMatch(/[{}]/);
  });
});

describe("files", () => {
  it("are short: 250 lines, tests 400", () => {
    const long = [
      ...sources.map((source) => ({ ...source, limit: 250 })),
      ...tests.map((test) => ({ ...test, limit: 400 })),
    ].filter(({ text, limit }) => text.split("\n").length - 1 > limit);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it("are named in kebab case after an idea, not after a drawer", () => {
    const names = [...sources, ...tests].map(({ path }) => basename(path).replace(/(?:\.test)?\.ts$/, ""));
    expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(names.filter((name) => /^(?:utils?|helpers?|misc|common|lib)$/.test(name))).toEqual([]);
  });
});

it("the benchmark of a whole look has every kind of gate", () => {
  const loaded = loadConfig(everyKind);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const used = usedGates(loaded.config, { title: "feat: start", baseBranch: "main" });
  const kinds = [...gateKinds, ...builtInGates].map(({ kind }) => kind);
  expect(kinds.filter((kind) => !used.some(({ gate }) => gate.kind === kind))).toEqual([]);
});
