import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import type { FindingRow } from "./finding.ts";
import { endOf } from "./ignore-end.ts";
import { ignorePlaces } from "./ignore-places.ts";

/** One documented decision to live with an advisory. */
export interface Ignore {
  readonly file: string;
  readonly id: string;
  readonly reason: string;
  /** Written inside the reason, because cargo-deny refuses unknown keys; valid to the end of that UTC day. */
  readonly until: Date | undefined;
  /** An end is stated, and in a way that cannot be read: it is over. */
  readonly isEndUnreadable?: boolean;
  /** Where the file names it, counted from 1; undefined where it is written in a way that no line shows. */
  readonly line?: number | undefined;
}

export type PolicyReading =
  | { readonly state: "read"; readonly ignores: readonly Ignore[]; readonly warnings: readonly string[] }
  | { readonly state: "problem"; readonly line: number; readonly message: string };

const Section = z.object({ ignore: z.array(z.unknown()).optional() }).catchall(z.unknown());
const PolicyFile = z.object({ advisories: Section.optional() });
const IgnoreItem = z.union([
  z.string(),
  z.object({ id: z.string(), reason: z.string().optional() }).catchall(z.unknown()),
  z.object({ crate: z.string(), reason: z.string().optional() }).catchall(z.unknown()),
]);

/**
 * Ignores of a `deny.toml` (both generations) or `audit.toml`. What cannot be read is a problem and not "no ignores": the
 * caller must then hold back, or it would open issues that somebody has already decided.
 */
export function parseIgnores(file: string, text: string): PolicyReading {
  // Its ignores stand elsewhere in the file, and would all be missed.
  if (/(?:^|\/)osv-scanner\.toml$/.test(file)) {
    return { state: "problem", line: 1, message: "is of a format that cannot be read yet" };
  }
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { state: "problem", line: error.line, message: "is not valid TOML" };
  }
  const policy = PolicyFile.safeParse(document);
  if (!policy.success) return { state: "problem", line: 1, message: "has an [advisories] section of another shape" };
  const { ignore = [], ...settings } = policy.data.advisories ?? {};

  const ignores: Ignore[] = [];
  const places = ignorePlaces(text);
  const areKnown = places.length === ignore.length;
  const warnings = file.endsWith("audit.toml") ? [] : removedSettings(settings);
  for (const [index, value] of ignore.entries()) {
    const item = readItem(value);
    if (item.state === "problem")
      return { state: "problem", line: 1, message: `advisories.ignore[${index}]: ${item.message}` };
    warnings.push(...item.unknownKeys.map((key) => `advisories.ignore[${index}].${key} is refused by cargo-deny`));
    if (item.state === "package") continue;
    const place = areKnown ? places[index] : undefined;
    const reason = item.reason ?? place?.comment ?? "";
    const end = endOf(reason);
    const isEndUnreadable = end?.isReadable === false;
    ignores.push({ file, id: item.id, reason, until: end?.until, isEndUnreadable, line: place?.line });
  }
  return { state: "read", ignores, warnings };
}

/**
 * The ignore that covers a finding at `now`, by id or alias. A malicious package is never covered: that would hide an
 * attack behind one line.
 */
export function findIgnore(
  row: Pick<FindingRow, "advisory" | "aliases" | "kind">,
  ignores: readonly Ignore[],
  now: Date,
): Ignore | undefined {
  if (row.kind === "malicious") return undefined;
  return ignores.find(
    ({ id, until }) => (id === row.advisory || row.aliases.includes(id)) && (until === undefined || now < until),
  );
}

type Item =
  | {
      readonly state: "id";
      readonly id: string;
      readonly reason?: string | undefined;
      readonly unknownKeys: readonly string[];
    }
  /** A yanked or pinned package, no advisory. */
  | { readonly state: "package"; readonly unknownKeys: readonly string[] }
  | { readonly state: "problem"; readonly message: string };

function readItem(value: unknown): Item {
  const item = IgnoreItem.safeParse(value);
  if (!item.success) return { state: "problem", message: "is neither an id, a table with id, nor a package" };
  if (typeof item.data === "string") {
    // cargo-deny's own rule: upper case before the first dash is an advisory id, all else names a package.
    if (/^[A-Z]+-/.test(item.data)) return { state: "id", id: item.data, unknownKeys: [] };
    return { state: "package", unknownKeys: [] };
  }
  const unknownKeys = Object.keys(item.data).filter((key) => !["id", "crate", "reason"].includes(key));
  if (!("id" in item.data)) return { state: "package", unknownKeys };
  const { id, reason } = item.data;
  return typeof id === "string"
    ? { state: "id", id, reason: typeof reason === "string" ? reason : undefined, unknownKeys }
    : { state: "problem", message: "id is not a text" };
}

function removedSettings(settings: Readonly<Record<string, unknown>>): string[] {
  const removed = ["vulnerability", "notice", "severity-threshold"].filter((key) => key in settings);
  const levels = ["unmaintained", "unsound"].filter((key) => ["deny", "warn", "allow"].includes(String(settings[key])));
  return [...removed, ...levels].map(
    (key) => `advisories.${key} is of the first generation and refused by cargo-deny today`,
  );
}
