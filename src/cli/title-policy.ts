import { parse } from "yaml";
import { z } from "zod";
import { configSizeLimit, loadConfig } from "../config/load.ts";
import { configPath } from "../policy/known-paths.ts";
import { nearest } from "../policy/text/nearest.ts";
import { type ProfileName, profileNames } from "../policy/title/profiles.ts";
import { defaultTitlePolicy, type TitlePolicy } from "../policy/title/rules.ts";
import { visible } from "../policy/text/visible.ts";
import { type Given, valueOf } from "./command-line.ts";
import { problemLine } from "./config-lines.ts";
import { findText, readText } from "./read-text.ts";

type TitlePolicyRead =
  | { readonly ok: true; readonly policy: TitlePolicy }
  /** Lines that say what is wrong with a configuration. */
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * The rules for titles that `--config` and `--profile` ask for. A profile without a file is judged by alone; without
 * either it is the configuration of the working directory, and where there is none the defaults.
 */
export async function readTitlePolicy(given: Given, cwd: string): Promise<TitlePolicyRead> {
  const path = valueOf(given, "config");
  const profile = getProfile(valueOf(given, "profile"));
  if (path === undefined && profile !== undefined) return underProfile(profile, {}, undefined);
  const file = path ?? configPath;
  const text =
    path === undefined ? await findText(file, cwd, configSizeLimit) : await readText(file, cwd, configSizeLimit);
  if (text === undefined) return { ok: true, policy: defaultTitlePolicy };
  const loaded = loadConfig(text);
  if (!loaded.ok) return { ok: false, problems: loaded.problems.map((problem) => problemLine(file, problem)) };
  if (profile === undefined) return { ok: true, policy: loaded.config.title };
  return underProfile(profile, titleKeysOf(text), file);
}

function getProfile(name: string | undefined): ProfileName | undefined {
  if (name === undefined) return undefined;
  const known = profileNames.find((each) => each === name);
  if (known !== undefined) return known;
  const guess = nearest(name, profileNames);
  const hint = guess === undefined ? `There are ${profileNames.join(", ")}` : `Did you mean \`${guess}\`?`;
  throw new Error(`unknown profile \`${name}\`. ${hint}`);
}

/** The keys of the section as if it named another profile. No line is told: what is wrong is what the two make together. */
function underProfile(
  profile: ProfileName,
  keys: Readonly<Record<string, unknown>>,
  file: string | undefined,
): TitlePolicyRead {
  // JSON is YAML. Areas that have to sign are no rule for titles, and would name what is not there.
  const { required_signoffs: _, ...title } = keys;
  const loaded = loadConfig(JSON.stringify({ version: 1, title: { ...title, profile } }));
  if (loaded.ok) return { ok: true, policy: loaded.config.title };
  const where = file === undefined ? `--profile ${profile}` : `${file} with --profile ${profile}`;
  return { ok: false, problems: loaded.problems.map(({ says, fix }) => visible(`${where}: ${says}. ${fix}`)) };
}

const WithTitle = z.object({ title: z.record(z.string(), z.unknown()).default({}) });

/** Of a text that `loadConfig` has nothing against. */
function titleKeysOf(text: string): Readonly<Record<string, unknown>> {
  return WithTitle.parse(parse(text, { merge: false, stringKeys: true })).title;
}
