import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import type { FindingRow } from "./finding.ts";

/** One documented decision to live with an advisory. */
export interface Ignore {
  readonly file: string;
  readonly id: string;
  readonly reason: string;
  /** Written inside the reason, because cargo-deny refuses unknown keys; valid to the end of that UTC day. */
  readonly until: Date | undefined;
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
  const warnings = file.endsWith("audit.toml") ? [] : removedSettings(settings);
  for (const [index, value] of ignore.entries()) {
    const item = readItem(value);
    if (item.state === "problem")
      return { state: "problem", line: 1, message: `advisories.ignore[${index}]: ${item.message}` };
    warnings.push(...item.unknownKeys.map((key) => `advisories.ignore[${index}].${key} is refused by cargo-deny`));
    if (item.state === "package") continue;
    const reason = item.reason ?? trailingComment(text, item.id);
    ignores.push({ file, id: item.id, reason, until: expiryOf(reason) });
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

/** `audit.toml` holds bare ids; people write the reason behind them. */
function trailingComment(text: string, id: string): string {
  const line = text.split("\n").find((one) => one.trimStart().startsWith(`"${id}"`));
  return /^\s*"[^"]*"\s*,?\s*#\s*(.*?)\s*$/.exec(line ?? "")?.[1] ?? "";
}

function expiryOf(reason: string): Date | undefined {
  const day = /\b(?:until|expires|review by)\s+(\d{4}-\d{2}-\d{2})\b/i.exec(reason)?.[1];
  if (day === undefined) return undefined;
  const start = Date.parse(`${day}T00:00:00Z`);
  // A day that does not exist (2026-02-31) is over: a typo must not make an ignore last for ever.
  return new Date(
    Number.isNaN(start) || !new Date(start).toISOString().startsWith(day) ? 0 : start + 24 * 60 * 60 * 1000,
  );
}
