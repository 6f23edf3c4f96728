import type { CliCommand, CliOption } from "./command-line.ts";

const json: CliOption = { says: "Print JSON for programs instead of text for people." };
const appId: CliOption = {
  value: "NUMBER",
  says: "The App's number; without it the sign-offs that its check keeps cannot be read. Default: APP_ID.",
};
const pullRequest = { least: 1, most: 1 };

export const cliCommands: readonly CliCommand[] = [
  {
    name: "validate",
    usage: "[FILE]",
    summary: "Check a configuration file: .github/gatehouse.yml, another one, or `-` for standard input.",
    options: { json },
    positionals: { least: 0, most: 1 },
    load: async () => (await import("./validate.ts")).validate,
  },
  {
    name: "check",
    usage: "[--base REV]",
    summary: "Judge HEAD of this checkout by what needs no GitHub, before you push.",
    options: {
      base: {
        value: "REV",
        says: "What it is compared with. Default: the default branch of origin, else main or master.",
      },
      into: { value: "BRANCH", says: "The base branch as the configuration knows it. Default: the branch of --base." },
      title: { value: "TEXT", says: "The pull request's title. Default: the subject of the newest commit." },
      "body-file": { value: "FILE", says: "A file that holds the pull request's description." },
      label: { value: "NAME", says: "A label that the pull request will have; may be repeated." },
      json,
    },
    positionals: { least: 0, most: 0 },
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "advisories",
    usage: "[--base REV] [--lockfile FILE]... [--dump PLACE]",
    summary:
      "Meet lockfiles with the advisories of today. Fails on a malicious package or a vulnerability that nobody accepted.",
    options: {
      base: {
        value: "REV",
        says: "Tell what is new since HEAD left it, and fail on that alone, as the gate `advisories` does by its usual rules.",
      },
      lockfile: {
        value: "FILE",
        says: "Scan this file alone; may be repeated, and needs no checkout. Default: those of the configuration, else all.",
      },
      dump: {
        value: "PLACE",
        says: "A folder with ECOSYSTEM/all.zip as OSV exports it, or one such file; nobody else is asked. Default: what OSV_API_URL and OSV_DUMP say, else api.osv.dev.",
      },
      json,
    },
    positionals: { least: 0, most: 0 },
    load: async () => (await import("./advisories.ts")).advisories,
  },
  {
    name: "explain",
    usage: "OWNER/REPO#NUMBER",
    summary: "Read a pull request on GitHub and say how each gate stands. Writes nothing.",
    options: { "app-id": appId, json },
    positionals: pullRequest,
    load: async () => (await import("./explain.ts")).explain,
  },
  {
    name: "simulate",
    usage: "OWNER/REPO#NUMBER --comment TEXT --as LOGIN",
    summary: "Say what a comment would be answered, and what it would change. Writes nothing.",
    options: {
      comment: { value: "TEXT", says: "The comment, e.g. `/signoff runtime`." },
      as: { value: "LOGIN", says: "Who would write it." },
      "app-id": appId,
      json,
    },
    positionals: pullRequest,
    load: async () => (await import("./simulate.ts")).simulate,
  },
  {
    name: "title",
    usage: "TITLE | --stdin",
    summary: "Judge titles as the check gatehouse/title does. Write `--` before a title that begins with a dash.",
    options: {
      config: {
        value: "FILE",
        says: "Whose section `title` holds. Default: .github/gatehouse.yml here; without it the rules of a repository that has none.",
      },
      profile: {
        value: "NAME",
        says: "Judge by this profile alone; with --config, by that file as if it named this profile.",
      },
      stdin: { says: "Read titles from standard input, one a line." },
      number: { value: "NUMBER", says: "The pull request's number, which a squash adds to the title." },
      "body-file": {
        value: "FILE",
        says: "A file that holds the pull request's description, which can say that it breaks something.",
      },
      current: { value: "VERSION", says: "The newest release, to say which version would come next." },
      json: { says: "Print one line of JSON for each title." },
    },
    positionals: { least: 0, most: 1 },
    load: async () => (await import("./title.ts")).title,
  },
  {
    name: "schema",
    usage: "",
    summary: "Print the JSON Schema of the configuration, for editors.",
    options: {},
    positionals: { least: 0, most: 0 },
    load: async () => (await import("./schema.ts")).schema,
  },
];
