import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../store/store.ts";
import { createDumpSource } from "./dump/dump-source.ts";
import { createOsvSource } from "./osv.ts";
import type { AdvisorySource } from "./source.ts";
import { createSourceChain, type WarnOfSource } from "./source-chain.ts";

/** Where the operator wants advisories from: one of both at least. */
export interface AdvisoryPlaces {
  /** Base address of the OSV API; undefined: it is never asked. */
  readonly apiUrl: string | undefined;
  /** `folder` is where archives of an address are kept. */
  readonly dump: { readonly place: string; readonly folder: string } | undefined;
}

interface Surroundings {
  readonly version: string;
  readonly store: Store;
  readonly now: () => Date;
  readonly warn: WarnOfSource;
}

// The API gives up after 35 s itself; the whole question must end while somebody still waits for the answer.
const requestTimeoutMs = 40_000;
const stepTimeoutMs = 5 * 60_000;
const downloadTimeoutMs = 10 * 60_000;
// npm, the largest, has a quarter of it.
const mostBytes = 1024 ** 3;

/** The API, the dump where the API is silent, or the dump alone. */
export function chooseSource(
  { apiUrl, dump }: AdvisoryPlaces,
  { version, store, now, warn }: Surroundings,
): AdvisorySource {
  const shared = { userAgent: `gatehouse/${version}`, fetch, now, requestTimeoutMs };
  const api =
    apiUrl === undefined
      ? []
      : [createOsvSource({ ...shared, baseUrl: apiUrl, delay: sleep, random: Math.random, stepTimeoutMs }, store)];
  const archives =
    dump === undefined
      ? []
      : [
          createDumpSource({
            ...shared,
            ...dump,
            downloadTimeoutMs,
            mostBytes,
            warn: (error) => warn({ source: "osv-dump", error }),
          }),
        ];
  const [first, ...others] = [...api, ...archives];
  if (first === undefined) throw new Error("there is no source of advisories: set OSV_DUMP, or remove OSV_API_URL=off");
  return createSourceChain([first, ...others], warn);
}
