import type { FileList, RepositoryDocument } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import { firstTen } from "../text/first-ten.ts";
import { matchName } from "../text/name-pattern.ts";
import type { Annotation, Verdict } from "../verdict.ts";
import { findConflicts } from "./comment-conflicts.ts";
import { partsOf, type Pin, placeOf } from "./pin.ts";
import { pinReason } from "./pin-reason.ts";
import { readFiles } from "./workflow-files.ts";

interface PinRules {
  readonly globs: readonly string[];
  /** Left out: a comment without a version is a warning. */
  readonly comment: "version" | "any" | undefined;
  readonly except: readonly string[];
}

export function judgePins(
  files: FileList,
  documents: ReadonlyMap<string, RepositoryDocument>,
  { globs, comment, except }: PinRules,
): Verdict {
  const { paths, pins, unknown } = readFiles(files, documents, globs);
  const isException = exceptions(except);
  const excepted = pins.filter(isException);
  const judged = pins.filter((pin) => !isException(pin));
  const failed = judged.filter(
    ({ state }) => state.startsWith("fail-") || (state === "warn-comment" && comment === "version"),
  );
  const warned = judged.filter(
    ({ state }) => state === "warn-local-ref" || (state === "warn-comment" && comment === undefined),
  );
  const conflicts = comment === "any" ? [] : findConflicts(judged);
  const told = {
    caveats: [...warnings(warned), ...listed(conflicts.map((each) => each.reason))],
    notes: exceptedNotes(excepted),
    annotations: [
      ...failed.flatMap((pin) => annotate(pin, "failure")),
      ...warned.flatMap((pin) => annotate(pin, "warning")),
      ...conflicts.flatMap((each) => annotate(each.at, "warning", each.reason)),
    ].slice(0, mostAnnotations),
  };
  const [first, ...more] = unknown;
  if (failed.length > 0) {
    const words = { failed: String(failed.length), count: String(judged.length) };
    const details = [...listed(failed.flatMap((pin) => pinReason(pin) ?? [])), ...unknown];
    return { state: "fail", reason: reason("pins-fail", words), details, ...told };
  }
  if (first !== undefined) return { state: "no-data", reason: first, details: more, ...told };
  return { state: "pass", reason: whyHeld(paths, judged, globs), ...told };
}

// GitHub takes as many in one request, and each gate has to leave room for others in the table.
const mostAnnotations = 50;
const mostListed = 10;

/** An exception is about the pin only: what names no action at all stays wrong. */
function exceptions(names: readonly string[]): (pin: Pin) => boolean {
  const matchers = names.map(matchName);
  const pinless = ["fail-unpinned", "fail-docker", "warn-comment"];
  return (pin) => pinless.includes(pin.state) && matchers.some((matches) => matches(partsOf(pin).name));
}

function listed(reasons: readonly Reason[]): readonly Reason[] {
  const more = reasons.length - mostListed;
  return more > 0 ? [...reasons.slice(0, mostListed), reason("pins-more", { more: String(more) })] : reasons;
}

/** One line for each kind of warning; each place has its own in the file. */
function warnings(pins: readonly Pin[]): readonly Reason[] {
  const unversioned = pins.filter(({ state }) => state === "warn-comment");
  const localRefs = pins.filter(({ state }) => state === "warn-local-ref");
  return [...atPlaces("pins-without-version", unversioned), ...atPlaces("pins-local-ref", localRefs)];
}

function atPlaces(code: "pins-without-version" | "pins-local-ref", pins: readonly Pin[]): readonly Reason[] {
  if (pins.length === 0) return [];
  const { first: places, safeMore } = firstTen(pins.map(placeOf));
  return [reason(code, { places, safeMore })];
}

function exceptedNotes(pins: readonly Pin[]): readonly Reason[] {
  if (pins.length === 0) return [];
  const { first: uses, safeMore } = firstTen([...new Set(pins.map(({ value = "" }) => value))]);
  return [reason("pins-excepted", { uses, safeMore })];
}

function annotate(pin: Pin, level: Annotation["level"], why = pinReason(pin)): readonly Annotation[] {
  return why === undefined ? [] : [{ path: pin.path, startLine: pin.line, endLine: pin.line, level, reason: why }];
}

function whyHeld(paths: readonly string[], pins: readonly Pin[], globs: readonly string[]): Reason {
  if (paths.length === 0) return reason("pins-none-changed", { globs });
  if (pins.length === 0) return reason("pins-none-used", { files: paths });
  return reason("pins-hold", { safeUses: pins.length === 1 ? "1 use" : `${pins.length} uses`, files: paths });
}
