import { configChanges } from "../../src/config/changes/changes.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { plainSentence } from "../../src/render/plain-reason.ts";

/** Each part on a line of its own, so that a case can put another in its place. */
const parts = {
  runtime: "{ owners: [ana, bea], paths: [src/**] }",
  docs: "{ owners: [carla], paths: [docs/**], quorum: 1 }",
  signoffs: "{ quorum: 1 }",
  title: "{ types: [feat, fix], scope: required, scopes: [api, cli], max: 80 }",
  ci: "{ checks: [build, lint], app: github-actions }",
  coverage:
    '{ evidence: { file: c.json }, rows: [{ name: Lines, value: l, of: t, expect: ">= 80%" }, { name: Slow, value: s, expect: "<= 5" }] }',
  look: '{ manual: "Looked at" }',
  require: "[title, touched, ci, coverage]",
  advise: "[look]",
  more: "{ hold_label: on-hold }",
  releases: "{ announce: { stable: releases } }",
};
export type Parts = Partial<Record<keyof typeof parts | "area" | "gate" | "rest", string>>;

export function textOf(given: Parts = {}): string {
  const all = { ...parts, ...given };
  const line = (indent: string, key: string, value: string | undefined) =>
    value === undefined || value === "-" ? [] : [`${indent}${key}: ${value}`];
  return [
    "version: 1",
    "areas:",
    ...line("  ", "runtime", all.runtime),
    ...line("  ", "docs", all.docs),
    ...(all.area === undefined ? [] : [`  ${all.area}`]),
    ...line("", "signoffs", all.signoffs),
    ...line("", "title", all.title),
    "gates:",
    ...line("  ", "ci", all.ci),
    ...line("  ", "coverage", all.coverage),
    ...line("  ", "look", all.look),
    ...(all.gate === undefined ? [] : [`  ${all.gate}`]),
    "pull_request:",
    ...line("  ", "require", all.require),
    ...line("  ", "advise", all.advise),
    ...(all.more === "-" ? [] : [`  ${all.more.slice(2, -2)}`]),
    ...line("", "releases", all.releases),
    ...(all.rest === undefined ? [] : [all.rest]),
  ].join("\n");
}

export function load(text: string): Config {
  const loaded = loadConfig(text);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ line, says }) => `${line}: ${says}`).join("\n"));
  return loaded.config;
}

/** The lines about what the second has otherwise than the first. */
export function changes(after: Parts, before: Parts = {}): readonly string[] {
  return configChanges(load(textOf(before)), load(textOf(after))).map(({ reason }) => plainSentence(reason));
}

export interface Case {
  readonly after: Parts;
  readonly before?: Parts;
  readonly says: readonly string[];
}
