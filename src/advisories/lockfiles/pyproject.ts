import { z } from "zod";
import { parseToml } from "./parse-toml.ts";

/** What a project asks for, by name, as far as it can be read. */
export interface Pyproject {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly string[];
  /** What only work on the project needs. */
  readonly devDependencies: readonly string[];
}

const Table = z.record(z.string(), z.unknown()).catch({});
const Requirements = z
  .array(z.unknown())
  .transform((listed) => listed.flatMap((one) => nameOf(one) ?? []))
  .catch([]);
const RequirementGroups = z.record(z.string(), Requirements).catch({});

const Project = z.object({
  name: z.string().optional().catch(undefined),
  version: z.string().optional().catch(undefined),
  dependencies: Requirements,
  "optional-dependencies": RequirementGroups,
});
const Poetry = z.object({
  name: z.string().optional().catch(undefined),
  version: z.string().optional().catch(undefined),
  dependencies: Table,
  "dev-dependencies": Table,
  group: z.record(z.string(), z.object({ dependencies: Table }).catch({ dependencies: {} })).catch({}),
});
const Content = z.object({
  project: Project.optional().catch(undefined),
  tool: z.object({ poetry: Poetry.optional().catch(undefined) }).catch({}),
  "dependency-groups": RequirementGroups,
});

export type PyprojectReading =
  /** `undefined` where there is no file, or one that is no TOML. */
  | { readonly state: "read"; readonly project: Pyproject | undefined }
  | { readonly state: "problem"; readonly message: string };

/**
 * `pyproject.toml` in the ways of Poetry and of PEP 621 and 735. `text`: undefined where there is no such file. The message
 * completes "poetry.lock, line 1, …".
 */
export function readPyproject(text: string | undefined): PyprojectReading {
  if (text === undefined) return { state: "read", project: undefined };
  const document = parseToml(text);
  if (document.state === "read") return { state: "read", project: projectIn(document.content) };
  if (!document.isTooLarge) return { state: "read", project: undefined };
  const { message, line } = document;
  return { state: "problem", message: `cannot be read without its pyproject.toml, which ${message}, in line ${line}` };
}

function projectIn(document: unknown): Pyproject | undefined {
  const content = Content.safeParse(document).data;
  if (content === undefined) return undefined;
  const { project } = content;
  const { poetry } = content.tool;
  const groups = Object.entries(poetry?.group ?? {});
  const inGroups = (isMain: boolean) =>
    groups.flatMap(([name, group]) => ((name === "main") === isMain ? Object.keys(group.dependencies) : []));
  return {
    name: project?.name ?? poetry?.name ?? ".",
    version: project?.version ?? poetry?.version ?? "",
    dependencies: [
      ...(project?.dependencies ?? []),
      ...Object.values(project?.["optional-dependencies"] ?? {}).flat(),
      // `python` is the interpreter; no package of that name can be asked for.
      ...Object.keys(poetry?.dependencies ?? {}).filter((name) => name !== "python"),
      ...inGroups(true),
    ],
    devDependencies: [
      ...Object.values(content["dependency-groups"]).flat(),
      ...Object.keys(poetry?.["dev-dependencies"] ?? {}),
      ...inGroups(false),
    ],
  };
}

/** `requests[socks] >= 2.8 ; python_version < "3"` → `requests`. */
function nameOf(requirement: unknown): string | undefined {
  return typeof requirement === "string" ? /^\s*([a-z0-9][\w.-]*)/i.exec(requirement)?.[1] : undefined;
}
