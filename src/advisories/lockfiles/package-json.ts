import { isObject, parseJsonObject } from "./json-document.ts";

/** What a package.json says about the tree. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** What the project itself depends on, name and range. */
  readonly wants: ReadonlyMap<string, string>;
  /** Whether it has workspaces, whose own dependencies are not among `wants`. */
  readonly hasWorkspaces: boolean;
}

export type ManifestReading =
  | { readonly state: "read"; readonly manifest: Manifest }
  | { readonly state: "absent" }
  | { readonly state: "problem"; readonly message: string };

/** The fields of a package.json, and of an entry of a package-lock.json, that name packages. */
const always = ["dependencies", "optionalDependencies", "peerDependencies"];
const ofProjects = [...always, "devDependencies"];

/** `text`: undefined where there is no such file. The message completes "yarn.lock, line 1, …". */
export function readManifest(text: string | undefined): ManifestReading {
  if (text === undefined) return { state: "absent" };
  const reading = parseJsonObject(text);
  if (reading.state === "problem") {
    return {
      state: "problem",
      message: `cannot be read without its package.json, which ${reading.message}, in line ${reading.line}`,
    };
  }
  const { name, version, workspaces } = reading.value;
  return {
    state: "read",
    manifest: {
      name: textOr(".", name),
      version: textOr("", version),
      wants: wantsOf(reading.value, { isProject: true }),
      hasWorkspaces: Array.isArray(workspaces) || isObject(workspaces),
    },
  };
}

/** What an object in the manner of a package.json depends on; development dependencies are installed for projects only. */
export function wantsOf(
  manifest: Readonly<Record<string, unknown>>,
  { isProject }: { readonly isProject: boolean },
): ReadonlyMap<string, string> {
  const wants = new Map<string, string>();
  for (const field of isProject ? ofProjects : always) {
    const named = manifest[field];
    if (!isObject(named)) continue;
    for (const [name, range] of Object.entries(named)) {
      if (!wants.has(name)) wants.set(name, textOr("", range));
    }
  }
  return wants;
}

/** What is no text, or an empty one, is not there. */
export function textOr(otherwise: string, value: unknown): string {
  return typeof value === "string" && value !== "" ? value : otherwise;
}
