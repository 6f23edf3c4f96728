import { nearest } from "../../text/nearest.ts";
import { type PathStep, pathText } from "./path.ts";
import { type Found, isObject, plainText, walk } from "./value.ts";
import type { Work } from "./work.ts";

/**
 * A path near one that leads nowhere, at which there is something: a slip in the step that found nothing, or the same
 * last key elsewhere, nearest to the root first. Only a hint, so it gives up when the search has cost enough.
 */
export function similarPath(
  document: unknown,
  { term: { steps }, lost }: Extract<Found, { state: "missing" }>,
  work: Work,
): string | undefined {
  const step = steps[lost.step];
  if (step === undefined) return undefined;
  const corrected = correct(step, lost.values, work);
  if (corrected === undefined) return elsewhere(document, steps, work);
  const before = [...steps.slice(0, lost.step), corrected];
  const whole = [...before, ...steps.slice(lost.step + 1)];
  const walked = walk(document, whole, work);
  return pathText(walked.state === "walked" && walked.values.length > 0 ? whole : before);
}

function correct(step: PathStep, values: readonly unknown[], work: Work): PathStep | undefined {
  if (step.step === "each" || work.search < 0) return undefined;
  const known = new Set<string>();
  for (const value of values.slice(0, mostCompared)) {
    if (!isObject(value)) continue;
    const named = step.step === "key" ? keysOf(value, work) : writable(plainText(ownValue(value, step.key)));
    for (const name of named) if (known.size < mostCompared) known.add(name);
  }
  const wanted = step.step === "key" ? step.key : step.value;
  // Of names of other lengths only the length is looked at.
  for (const { length } of known) work.search -= Math.abs(length - wanted.length) > 2 ? 1 : length * wanted.length;
  if (work.search < 0) return undefined;
  const guess = nearest(wanted, [...known]);
  if (guess === undefined) return undefined;
  return step.step === "key" ? { ...step, key: guess } : { ...step, value: guess };
}

const mostCompared = 1_000;
const longestName = 200;

/** A bracket would end the filter. */
function writable(value: string | undefined): readonly string[] {
  return value === undefined || value.length > longestName || value.includes("]") ? [] : [value];
}

interface Place {
  readonly value: unknown;
  /** Undefined at the root. */
  readonly step: PathStep | undefined;
  readonly parent: Place | undefined;
}

/** Level by level, and never by recursion: documents may be nested a million levels deep. */
function elsewhere(document: unknown, steps: readonly PathStep[], work: Work): string | undefined {
  const wanted = steps.findLast((step) => step.step === "key")?.key;
  if (wanted === undefined) return undefined;
  const places: Place[] = [{ value: document, step: undefined, parent: undefined }];
  for (const place of places) {
    const { value } = place;
    if (Array.isArray(value)) {
      work.search -= value.length;
      if (work.search < 0) return undefined;
      for (const item of value) places.push({ value: item, step: { step: "each" }, parent: place });
    } else if (isObject(value)) {
      if (Object.hasOwn(value, wanted)) return pathTo({ value, step: { step: "key", key: wanted }, parent: place });
      for (const key of keysOf(value, work)) {
        places.push({ value: value[key], step: { step: "key", key }, parent: place });
      }
    }
  }
  return undefined;
}

function pathTo(place: Place): string | undefined {
  const steps: PathStep[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) {
    if (steps.length > longestPath) return undefined;
    if (at.step !== undefined) steps.unshift(at.step);
  }
  return pathText(steps);
}

// Nobody would write it.
const longestPath = 50;

/** None once the search has cost enough. */
function keysOf(value: Readonly<Record<string, unknown>>, work: Work): readonly string[] {
  if (work.search < 0) return [];
  const keys = Object.keys(value);
  work.search -= keys.length;
  return work.search < 0 ? [] : keys.filter(({ length }) => length <= longestName);
}

function ownValue(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
