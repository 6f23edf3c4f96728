import type { FileList } from "../../facts.ts";
import { type Reason, reason } from "../../reason.ts";
import { utcMinute } from "../../text/utc-minute.ts";
import type { Annotation, Verdict } from "../../verdict.ts";
import { type Ignore, toolOf } from "./ignore.ts";
import { findDrift, findDuplicates, type IgnoreFault, judgeIgnore, type JudgedIgnore } from "./ignore-findings.ts";
import type { IgnoreFile, IgnoreFiles, LineTime } from "./ignore-file.ts";
import { ignoreReason, placeOf } from "./ignore-words.ts";
import { createPolicyReader } from "./policy-reader.ts";

interface Asked {
  readonly need: readonly ("reason" | "issue")[];
  readonly maxAge: { readonly ms: number; readonly words: string } | undefined;
  readonly files: FileList;
  readonly now: Date;
}

/** A file that could be read. */
interface ReadFile {
  readonly path: string;
  readonly judged: readonly JudgedIgnore[];
  readonly warnings: readonly string[];
  /** By this pull request, or nobody knows. */
  readonly isChanged: boolean;
}

// More are counted and not shown one by one.
const mostAnnotations = 50;

/**
 * What somebody wrote is judged at every head. What time alone has done stops only who changes the file: nobody's work is
 * blocked because a day has passed.
 */
export function judgeIgnores({ files: found, isComplete }: IgnoreFiles, asked: Asked): Verdict {
  if (found.size === 0 && isComplete) return { state: "no-data", reason: reason("ignores-nowhere", {}) };
  const { read, unread } = readAll(found, asked);
  const there = [...found].flatMap(([path, { state }]) => (state === "absent" ? [] : [path]));
  const files = there.length > 0 ? there : [...found.keys()];
  const all = read.flatMap(({ judged }) => judged);
  const words = { files, count: String(all.length) };
  const stopping = faultsOf(read, (fault, { isChanged }) => isChanged || !comesByItself(fault));
  const elsewhere = faultsOf(read, (fault, { isChanged }) => !isChanged && comesByItself(fault));
  const others = {
    caveats: [...caveatsOf(read), ...reasonsOf(elsewhere, asked), ...unchangedFiles(elsewhere)],
    notes: [...onlyIn(read), ...oldest(all)],
    ...nextEnd(all, asked.now),
  };
  const failing = stopping.filter(({ fault }) => fault !== "age-unknown");
  const cut = isComplete ? [] : [reason("ignores-files-cut", {})];
  const details = [...cut, ...unread, ...reasonsOf(stopping, asked)];
  const more = { ...others, details, annotations: annotate(stopping, asked) };
  if (failing.length > 0) {
    const failed = String(new Set(failing.map(({ ignore }) => ignore)).size);
    return { state: "fail", reason: reason("ignores-fail", { ...words, failed }), ...more };
  }
  if (details.length > 0) return { state: "no-data", reason: reason("ignores-unknown", { files }), ...more };
  const holds = all.length === 0 ? reason("ignores-none", { files }) : reason("ignores-hold", words);
  return { state: "pass", reason: holds, ...others };
}

function readAll(
  ignoreFiles: ReadonlyMap<string, IgnoreFile>,
  { need, maxAge, files, now }: Asked,
): { readonly read: readonly ReadFile[]; readonly unread: readonly Reason[] } {
  const changed = new Set(files.files.flatMap(({ path, previousPath }) => [path, previousPath ?? path]));
  const read: ReadFile[] = [];
  const unread: Reason[] = [];
  const readPolicy = createPolicyReader();
  for (const [path, file] of ignoreFiles) {
    if (file.state === "absent") continue;
    if (file.state === "link") {
      unread.push(reason("ignores-file-link", { file: path }));
      continue;
    }
    if (file.state === "too-large") {
      const { bytes, limit } = file;
      unread.push(reason("ignores-file-too-large", { file: path, size: String(bytes), limit: String(limit) }));
      continue;
    }
    const { text, lineTimes } = file;
    const reading = readPolicy(path, text);
    if (reading.state === "problem") {
      const { line, message: problem } = reading;
      unread.push(reason("ignores-file-unread", { file: path, line: String(line), problem }));
      continue;
    }
    const rules = { need, maxAgeMs: maxAge?.ms };
    const timeOf = indexLines(lineTimes ?? []);
    const judged = reading.ignores.map((ignore) => judgeIgnore(ignore, rules, { changedAt: timeOf(ignore), now }));
    const isChanged = !files.isComplete || changed.has(path);
    read.push({ path, judged, warnings: reading.warnings, isChanged });
  }
  return { read, unread };
}

function indexLines(times: readonly LineTime[]): (ignore: Ignore) => Date | undefined {
  const byLine = new Map<number, Date>();
  for (const { startLine, endLine, at } of times) {
    for (let line = startLine; line <= endLine; line += 1) byLine.set(line, at);
  }
  return ({ line }) => (line === undefined ? undefined : byLine.get(line));
}

function comesByItself(fault: IgnoreFault): boolean {
  return fault === "expired" || fault === "too-old";
}

interface Fault {
  readonly fault: IgnoreFault;
  readonly ignore: Ignore;
}

function faultsOf(
  read: readonly ReadFile[],
  isMeant: (fault: IgnoreFault, file: ReadFile) => boolean,
): readonly Fault[] {
  return read.flatMap((file) =>
    file.judged.flatMap(({ ignore, faults }) =>
      faults.filter((fault) => isMeant(fault, file)).map((fault) => ({ fault, ignore })),
    ),
  );
}

/** One sentence for each kind of fault, with all ignores that have it. */
function reasonsOf(faults: readonly Fault[], { maxAge }: Asked): readonly Reason[] {
  const byFault = Map.groupBy(faults, ({ fault }) => fault);
  return [...byFault].flatMap(([fault, those]) =>
    explain(
      fault,
      those.map(({ ignore }) => ignore),
      maxAge?.words,
    ),
  );
}

function explain(
  finding: Parameters<typeof ignoreReason>[0],
  [first, ...more]: readonly Ignore[],
  maxAge?: string,
): readonly Reason[] {
  return first === undefined ? [] : [ignoreReason(finding, [first, ...more], { maxAge })];
}

function annotate(faults: readonly Fault[], { maxAge }: Asked): readonly Annotation[] {
  return faults.slice(0, mostAnnotations).flatMap(({ fault, ignore }): Annotation[] => {
    const { file: path, line } = ignore;
    const why = ignoreReason(fault, [ignore], { maxAge: maxAge?.words });
    return line === undefined ? [] : [{ path, startLine: line, endLine: line, level: "failure", reason: why }];
  });
}

function unchangedFiles(faults: readonly Fault[]): readonly Reason[] {
  return [...new Set(faults.map(({ ignore }) => ignore.file))].map((file) => reason("ignores-elsewhere", { file }));
}

function caveatsOf(read: readonly ReadFile[]): readonly Reason[] {
  return read.flatMap(({ path: file, judged, warnings }) => [
    ...explain("duplicate", [...findDuplicates(judged.map(({ ignore }) => ignore))]),
    ...(warnings.length === 0 ? [] : [reason("ignores-refused", { file, warnings })]),
  ]);
}

/** Two tools look at different parts of a lockfile, so a difference may be meant. */
function onlyIn(read: readonly ReadFile[]): readonly Reason[] {
  const all = read.flatMap(({ judged }) => judged.map(({ ignore }) => ignore));
  const drifting = findDrift(all, new Set(read.map(({ path }) => toolOf(path))));
  return [...Map.groupBy(drifting, ({ file }) => file).values()].flatMap((those) => explain("drift", those));
}

function oldest(all: readonly JudgedIgnore[]): readonly Reason[] {
  let first: { readonly ignore: Ignore; readonly changedAt: Date } | undefined;
  for (const { ignore, changedAt } of all) {
    if (changedAt !== undefined && (first === undefined || changedAt < first.changedAt)) first = { ignore, changedAt };
  }
  if (first === undefined) return [];
  return [reason("ignores-oldest", { at: utcMinute(first.changedAt), ignore: placeOf(first.ignore) })];
}

function nextEnd(all: readonly JudgedIgnore[], now: Date): Pick<Verdict, "changesAt"> {
  const times = all.flatMap(({ endsAt }) => endsAt.map((end) => end.getTime())).filter((time) => time > now.getTime());
  return times.length === 0 ? {} : { changesAt: new Date(times.reduce((least, time) => Math.min(least, time))) };
}
