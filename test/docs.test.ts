import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readDestinations } from "../src/chat/destinations.ts";
import { loadConfig } from "../src/config/load.ts";
import { Variables } from "../src/env-variables.ts";
import { commands } from "../src/policy/commands/index.ts";
import { builtInGates, gateKinds } from "../src/policy/gates/index.ts";
import { parseAppFile } from "../src/setup/manifest.ts";
import { withPictures } from "./support/pictures.ts";

const pages = globSync(["*.md", "docs/**/*.md"])
  .toSorted()
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));

function textOf(path: string): string {
  return readFileSync(path, "utf8");
}

function sorted(names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => (a < b ? -1 : 1));
}

/** Fenced blocks may be indented, in a list. */
function blocksOf(text: string, language: string): readonly string[] {
  const fence = new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^\\1\`\`\`$`, "gm");
  return [...text.matchAll(fence)].map(([, indent = "", block = ""]) =>
    block.replaceAll(RegExp(`^${indent}`, "gm"), ""),
  );
}

function withoutBlocks(text: string): string {
  return text.replaceAll(/^( *)```\w*\n[^]*?^\1```$/gm, "");
}

function linksOf(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
}

/** As GitHub makes them from headings. */
function anchorsOf(path: string): readonly string[] {
  return [...withoutBlocks(textOf(path)).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("pages", () => {
  it.for(pages)("every link of $path leads somewhere", ({ path, text }) => {
    const broken = linksOf(text)
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        const [file = "", anchor] = link.split("#");
        const target = file === "" ? path : join(dirname(path), file);
        return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
      });
    expect(broken).toEqual([]);
  });

  it.for(pages)("$path shows what Gatehouse says now (scripts/draw-pictures.ts draws it)", ({ text }) => {
    expect(withPictures(text)).toBe(text);
  });

  it.for(pages)("$path names no npm script that does not exist", ({ text }) => {
    const named = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it.for(pages)("$path is calm", ({ text }) => {
    // `feat!:` and `![image]` are code; a sentence that ends in one is not.
    expect(withoutBlocks(text).replaceAll(/`[^`]*`/g, "")).not.toMatch(/\w!(?:\s|$)/);
  });

  it.for(["docs/architecture.md", "CONTRIBUTING.md"])("%s names no source file that does not exist", (path) => {
    const named = [...textOf(path).matchAll(/`([\w.-]+(?:\/[\w.-]+)*(?:\.ts|\/))`/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(3);
    // Mostly written without `src`. Each list of a registry is an `index.ts` of its own.
    const missing = named.filter((name) => name !== "index.ts" && !existsSync(name) && !existsSync(join("src", name)));
    expect(missing).toEqual([]);
  });

  it("the index leads to every page", () => {
    const reached = linksOf(textOf("docs/README.md")).map((link) => join("docs", link));
    const missing = pages
      .map(({ path }) => path)
      .filter((path) => path.startsWith("docs/") && path !== "docs/README.md" && !reached.includes(path));
    expect(missing).toEqual([]);
  });
});

describe("examples", () => {
  const examples = pages.flatMap(({ path, text }) =>
    blocksOf(text, "yaml")
      .filter((block) => /^(?:#.*\n)*version: 1$/m.test(block))
      .map((block, index) => ({ name: `${path}, example ${index + 1}`, block })),
  );

  it("there are some", () => {
    expect(examples.length).toBeGreaterThan(5);
  });

  it.for(examples)("$name loads without problems", ({ block }) => {
    const loaded = loadConfig(block);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  it("the README's configuration has five lines", () => {
    const [block = ""] = blocksOf(textOf("README.md"), "yaml");
    expect(block.trimEnd().split("\n")).toHaveLength(5);
  });

  it("the destinations of the README and of the page on releases can be read", () => {
    const inReadme = parseEnv(blocksOf(textOf("README.md"), "ini").join("\n"))["DISCORD_DESTINATIONS"] ?? "";
    const [onPage = ""] = blocksOf(textOf("docs/releases.md"), "json");
    expect([inReadme, onPage].map((text) => readDestinations(text).ok)).toEqual([true, true]);
  });
});

describe("the page on running it", () => {
  const page = textOf("docs/operations.md");
  const rows = [...page.matchAll(/^\| `([A-Z][A-Z_]+)` \| (.*?) \|/gm)];

  it("has every environment variable, and no other", () => {
    expect(sorted(rows.map(([, name = ""]) => name))).toEqual(sorted(Object.keys(Variables.shape)));
  });

  it("says their defaults as they are", () => {
    const defaults = new Map(Object.entries(Variables.parse({})));
    const wrong = rows.filter(([, name = "", stated = ""]) => {
      // What the format is depends on the terminal, so the schema leaves it open.
      if (name === "LOG_FORMAT") return false;
      const value = defaults.get(name);
      return stated !== (value === undefined ? "–" : `\`${value}\``);
    });
    expect(wrong.map(([row]) => row)).toEqual([]);
  });

  it("names only log messages that are written", () => {
    const source = globSync("src/**/*.ts").map(textOf).join("\n");
    const messages = [...page.matchAll(/^\| `(?:error|warn)` \| `(.*?)` \|/gm)].map(([, message = ""]) => message);
    expect(messages.length).toBeGreaterThan(3);
    expect(messages.filter((message) => !source.includes(`"${message}"`))).toEqual([]);
  });

  it("is agreed with by .env.example", () => {
    const named = [...textOf(".env.example").matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name = ""]) => name);
    expect(sorted(named)).toEqual(sorted(Object.keys(Variables.shape)));
  });
});

describe("the page on the architecture", () => {
  const page = textOf("docs/architecture.md");
  const table = page.slice(page.indexOf("| room |"), page.indexOf("From another room"));
  const documented = new Map(
    [...table.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, room = "", allowed = ""]) => [room, namesIn(allowed)]),
  );
  const walls = readWalls();

  it("knows every room that has walls", () => {
    expect(walls.size).toBeGreaterThan(10);
    expect(sorted([...documented.keys()])).toEqual(sorted([...walls.keys()]));
  });

  it.for([...walls])("says what the linter lets %s import", ([room, forbidden]) => {
    const allowed = [...walls.keys()].filter((other) => other !== room && !forbidden.includes(other));
    expect(sorted(documented.get(room) ?? [])).toEqual(sorted(allowed));
  });
});

/** Room → the rooms that it may not import, as the linter's configuration says. */
function readWalls(): ReadonlyMap<string, readonly string[]> {
  const Rule = z.tuple([z.string(), z.object({ patterns: z.array(z.object({ regex: z.string() })) })]);
  const Override = z.object({
    files: z.array(z.string()),
    rules: z.object({ "eslint/no-restricted-imports": Rule.optional() }),
  });
  const { overrides } = z.object({ overrides: z.array(Override) }).parse(JSON.parse(textOf(".oxlintrc.json")));
  return new Map(
    overrides.flatMap(({ files, rules }) => {
      const [, room] = /^src\/(\w+)\/\*\*$/.exec(files[0] ?? "") ?? [];
      const patterns = rules["eslint/no-restricted-imports"]?.[1].patterns ?? [];
      if (room === undefined || patterns.length === 0) return [];
      const rooms = patterns.flatMap(
        ({ regex }) => /^\^\(\?:.*\)\+\(\?:([\w|]+)\)\/$/.exec(regex)?.[1]?.split("|") ?? [],
      );
      return [[room, rooms] as const];
    }),
  );
}

function namesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
}

describe("registries", () => {
  it.for(gateKinds.flatMap(({ kind, options }) => Object.keys(options).map((key) => ({ kind, key }))))(
    "the page of gate $kind explains its key $key",
    ({ kind, key }) => {
      // `evidence.file` explains `evidence`, and `rows[].name` explains `rows`.
      expect(textOf(`docs/gates/${kind}.md`)).toMatch(new RegExp(`^\\| \`${key}[.\\[\`]`, "m"));
    },
  );

  it.for([
    ...[...gateKinds, ...builtInGates].map(({ kind }) => ({ path: `docs/gates/${kind}.md`, title: `# Gate: ${kind}` })),
    ...commands.map(({ name }) => ({ path: `docs/commands/${name}.md`, title: `# Command: /${name}` })),
  ])("$path is the page of what it is named after", ({ path, title }) => {
    expect(textOf(path).split("\n")[0]).toBe(title);
  });

  it.for(commands.flatMap(({ name, examples }) => examples.map((example) => ({ name, example }))))(
    "the page of /$name shows $example",
    ({ name, example }) => {
      expect(textOf(`docs/commands/${name}.md`)).toContain(example);
    },
  );

  it("every permission of the App is in the README", () => {
    const { permissions } = parseAppFile(textOf("app.yml"));
    expect(permissions.filter(({ name }) => !textOf("README.md").includes(`| \`${name}\` |`))).toEqual([]);
  });
});
