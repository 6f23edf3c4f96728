import { ignorePathsFor } from "../../policy/advisory/ignores/ignore-paths.ts";
import { type Ignore, type IgnoreTool, toolOf } from "../../policy/advisory/ignores/ignore.ts";
import { createPolicyReader } from "../../policy/advisory/ignores/policy-reader.ts";
import { type Reason, reason } from "../../policy/reason.ts";
import type { FileTree, LocalDocument } from "../checkout/file-tree.ts";

/** What the policy files of the working tree, or of a commit, accept. */
export interface LocalPolicies {
  readonly ignores: readonly Ignore[];
  /** Whose files are there, also those without ignores. */
  readonly tools: ReadonlySet<IgnoreTool>;
  /** Files whose ignores count for nothing, because they cannot be read. */
  readonly unread: readonly Reason[];
  readonly warnings: readonly Reason[];
}

// As on GitHub.
const policyLimit = 256 * 1024;

/** `configured`: paths that the configuration names. Beside each lockfile another one is looked for. */
export async function readPolicies(
  tree: FileTree,
  configured: readonly string[],
  lockfiles: readonly string[],
): Promise<LocalPolicies> {
  const ignores: Ignore[] = [];
  const tools = new Set<IgnoreTool>();
  const unread: Reason[] = [];
  const warnings: Reason[] = [];
  const parse = createPolicyReader();
  for (const file of ignorePathsFor(configured, lockfiles)) {
    const document = await tree.read(file, policyLimit);
    if (document.state === "absent") continue;
    const read = readPolicy(file, document, parse);
    if (!read.ok) {
      unread.push(reason("advisories-ignores-unread", { file, problem: read.problem }));
      continue;
    }
    tools.add(toolOf(file));
    ignores.push(...read.ignores);
    if (read.warnings.length > 0) warnings.push(reason("ignores-refused", { file, warnings: read.warnings }));
  }
  return { ignores, tools, unread, warnings };
}

type PolicyRead =
  | { readonly ok: true; readonly ignores: readonly Ignore[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problem: string };

function readPolicy(
  file: string,
  document: Exclude<LocalDocument, { readonly state: "absent" }>,
  parse: ReturnType<typeof createPolicyReader>,
): PolicyRead {
  switch (document.state) {
    case "link":
      return { ok: false, problem: "it is a symbolic link" };
    case "too-large":
      return { ok: false, problem: `it has ${document.bytes} bytes, more than the ${document.limit} that are read` };
    case "unreadable":
      return { ok: false, problem: `it ${document.problem}` };
    case "found": {
      const reading = parse(file, document.text);
      if (reading.state === "read") return { ok: true, ...reading };
      return { ok: false, problem: `line ${reading.line} ${reading.message}` };
    }
  }
}
