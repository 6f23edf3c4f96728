import { parse, TomlError } from "smol-toml";
import type { IgnoreTool } from "./ignore.ts";

/** What a policy file says apart from the ignores of one id: all that an edit must leave alone. */
export interface RestOfPolicy {
  /** The ids of all its ignores, in their order; undefined for what names none. */
  readonly ids: readonly (string | undefined)[];
  readonly rest: string;
}

/** Undefined for a text that is no TOML. */
export function restOfPolicy(text: string, tool: IgnoreTool, id: string): RestOfPolicy | undefined {
  let document: Readonly<Record<string, unknown>>;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return undefined;
  }
  const names = tool === "osv-scanner" ? ["ignoredvulns"] : ["advisories", "ignore"];
  let ids: readonly (string | undefined)[] = [];
  const rest = without(document, names);
  return { ids, rest: JSON.stringify(rest) };

  /** A section or list that holds nothing else counts as absent, because an edit may begin it. */
  function without(value: unknown, [name, ...deeper]: readonly string[]): unknown {
    if (name === undefined) {
      const items: readonly unknown[] = Array.isArray(value) ? value : [];
      ids = items.map(idOf);
      const others = items.filter((item) => idOf(item) !== id);
      return others.length === 0 ? undefined : others;
    }
    if (!isTable(value)) return value;
    const entries = Object.entries(value).map(([key, each]) => {
      const isNamed = (tool === "osv-scanner" ? key.toLowerCase() : key) === name;
      return [key, isNamed ? without(each, deeper) : each] as const;
    });
    const left = entries.filter(([, each]) => each !== undefined);
    return left.length === 0 && value !== document ? undefined : left;
  }

  function idOf(item: unknown): string | undefined {
    if (typeof item === "string") return item;
    if (!isTable(item)) return undefined;
    const found = Object.entries(item).find(([key]) => (tool === "osv-scanner" ? key.toLowerCase() : key) === "id");
    return typeof found?.[1] === "string" ? found[1] : undefined;
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
