import { type Document, isAlias, isMap, isNode, isScalar, isSeq } from "yaml";
import type { ResolvedAliases } from "./resolve-aliases.ts";

export interface UsesNode {
  /** What `uses:` is set to. */
  readonly node: unknown;
  /** Where its key stands, counted in characters. */
  readonly keyAt: number;
}

type Role = "document" | "jobs" | "job" | "runs" | "steps" | "step" | "use";

/** The keys that lead to a `uses:` which means something, in workflows and in composite actions. `*` is every key or item. */
const below: Readonly<Record<Role, Readonly<Record<string, Role>>>> = {
  document: { jobs: "jobs", runs: "runs" },
  jobs: { "*": "job" },
  job: { steps: "steps", uses: "use" },
  runs: { steps: "steps" },
  steps: { "*": "step" },
  step: { uses: "use" },
  use: {},
};

/** Looks at every node once per role, so that aliases of aliases make no work, and a cycle of them ends. */
export function usesNodes(document: Document.Parsed, { targets }: ResolvedAliases): readonly UsesNode[] {
  const found: UsesNode[] = [];
  const waiting: { readonly node: unknown; readonly role: Role; readonly keyAt: number }[] = [];
  const seen = new Map<unknown, Set<Role>>();
  const resolve = (node: unknown) => (isAlias(node) ? targets.get(node) : node);
  const enter = (raw: unknown, role: Role, keyAt: number) => {
    const node = resolve(raw);
    const roles = seen.get(node) ?? new Set();
    if (isNode(node) && roles.has(role)) return;
    seen.set(node, roles.add(role));
    waiting.push({ node, role, keyAt });
  };
  enter(document.contents, "document", 0);
  for (const { node, role, keyAt } of waiting) {
    if (role === "use") found.push({ node, keyAt });
    else if (isSeq(node)) for (const item of node.items) enter(item, below[role]["*"] ?? role, keyAt);
    else if (isMap(node)) {
      for (const { key, value } of node.items) {
        const name = nameOf(resolve(key));
        const at = isNode(key) ? (key.range?.[0] ?? keyAt) : keyAt;
        if (name === "<<") for (const merged of itemsOf(resolve(value))) enter(merged, role, at);
        const inner = ownRole(role, name);
        if (inner !== undefined) enter(value, inner, at);
      }
    }
  }
  return found;
}

function nameOf(key: unknown): string {
  if (!isScalar(key)) return "";
  // In a document of YAML 1.1 the library makes a symbol of `<<`.
  return typeof key.value === "symbol" ? (key.value.description ?? "") : String(key.value);
}

function ownRole(role: Role, name: string): Role | undefined {
  return Object.hasOwn(below[role], name) ? below[role][name] : below[role]["*"];
}

function itemsOf(node: unknown): readonly unknown[] {
  return isSeq(node) ? node.items : [node];
}
