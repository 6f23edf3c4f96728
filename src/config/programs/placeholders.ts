import type { GateConfig } from "../sections/gates.ts";

/** Values by the name of their placeholder, without its brackets. */
export type PlaceholderValues = ReadonlyMap<string, string>;

/**
 * The keys of a gate, at any depth, whose texts take placeholders. Never a regular expression, a glob, a path within a
 * document or a limit: a title must not decide what those mean.
 */
export const filledKeys = ["tag", "branch", "file", "milestone", "manual", "say"] as const;

const placeholder = /<([a-z][a-z0-9_-]*(?:\.previous)?)>/g;

export interface PlacedPlaceholder {
  readonly name: string;
  readonly path: readonly PropertyKey[];
}

/** The names of the placeholders in a text, in its order. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, name = ""]) => name);
}

/** Fills what is known; the rest stays as it is. */
export function fillText(text: string, values: PlaceholderValues): string {
  return text.replaceAll(placeholder, (whole, name: string) => values.get(name) ?? whole);
}

/** The placeholders of a gate, where they are filled. */
export function placeholdersOf(gate: GateConfig): readonly PlacedPlaceholder[] {
  const found: PlacedPlaceholder[] = [];
  mapFilled(gate, (text, path) => {
    found.push(...placeholdersIn(text).map((name) => ({ name, path })));
    return text;
  });
  return found;
}

export function fillGate(gate: GateConfig, values: PlaceholderValues): GateConfig {
  return mapFilled(gate, (text) => fillText(text, values));
}

type Change = (text: string, path: readonly PropertyKey[]) => string;

function mapFilled(gate: GateConfig, change: Change): GateConfig {
  return Object.fromEntries(Object.entries(gate).map(([key, value]) => [key, mapValue(value, [key], change)]));
}

function mapValue(value: unknown, path: readonly PropertyKey[], change: Change): unknown {
  if (typeof value === "string") return isFilled(path) ? change(value, path) : value;
  if (Array.isArray(value)) return value.map((each: unknown, index) => mapValue(each, [...path, index], change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapValue(each, [...path, key], change)]));
}

/** By the nearest key, which a list hands on to its items. */
function isFilled(path: readonly PropertyKey[]): boolean {
  const key = path.findLast((each) => typeof each === "string");
  return filledKeys.some((each) => each === key);
}
