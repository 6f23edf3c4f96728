import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type AdvisoryPlaces, chooseSource } from "../../advisories/choose-source.ts";
import { listArchives } from "../../advisories/dump/archive-place.ts";
import type { AdvisorySource } from "../../advisories/source.ts";
import { advisoryPlacesOf, Variables } from "../../env-variables.ts";
import { createMemoryStore } from "../../store/memory-store.ts";
import { visible } from "../../policy/text/visible.ts";
import { version } from "../../version.ts";
import type { Surroundings } from "../command-line.ts";

const Read = Variables.pick({ OSV_API_URL: true, OSV_DUMP: true, DATA_DIR: true });

/** What is asked about advisories: a dump alone where one is named, else what the environment says. Throws in words. */
export async function createLocalSource(
  dump: string | undefined,
  { terminal, env, cwd, now }: Surroundings,
): Promise<AdvisorySource> {
  const places = readPlaces(env);
  const chosen = dump === undefined ? places : await onlyDump(dump, cwd, places);
  const warn = ({ source, error }: { readonly source: string; readonly error: unknown }) => {
    const why = error instanceof Error ? `: ${error.message}` : "";
    terminal.problem(visible(`${source} did not answer, so what comes after it was asked${why}`));
  };
  return chooseSource(chosen, { version, store: createMemoryStore(now), now, warn });
}

function readPlaces(env: Surroundings["env"]): AdvisoryPlaces & { readonly folder: string } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Read.safeParse(given);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`).join("; "));
  }
  return { ...advisoryPlacesOf(parsed.data), folder: join(parsed.data.DATA_DIR, "osv") };
}

const layout = "Give the folder that holds ECOSYSTEM/all.zip, as OSV exports it, or one such file";

async function onlyDump(dump: string, cwd: string, { folder }: { readonly folder: string }): Promise<AdvisoryPlaces> {
  if (/^https?:/i.test(dump)) throw new Error("`--dump` takes what is on this machine; an address goes into OSV_DUMP");
  const place = resolve(cwd, dump);
  if (!(await isDump(place))) throw new Error(`\`${dump}\` holds no dump of advisories. ${layout}`);
  return { apiUrl: undefined, dump: { place, folder } };
}

async function isDump(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined);
  return found?.isFile() === true || (found?.isDirectory() === true && (await listArchives(place)).length > 0);
}
