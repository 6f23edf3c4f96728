import type { ProposedConfig } from "../../policy/proposed-config.ts";
import { configChanges } from "./changes.ts";
import { configSizeLimit, loadConfig } from "../load.ts";
import { linkProblem } from "../problems/link-problem.ts";
import type { Config } from "../schema.ts";

type FileThere =
  | { readonly state: "found"; readonly text: string }
  | { readonly state: "absent" }
  | { readonly state: "link" }
  | { readonly state: "too-large"; readonly bytes: number };

/** What a changed file would make of the configuration. */
export function proposeConfig(file: FileThere, before: Config): ProposedConfig {
  switch (file.state) {
    case "absent":
      return { state: "removed" };
    case "link":
      return { state: "invalid", problems: [linkProblem] };
    case "too-large": {
      const says = `the file has ${file.bytes} bytes, more than ${configSizeLimit}`;
      return { state: "invalid", problems: [{ line: 1, column: 1, says, fix: "Keep lists of files as globs." }] };
    }
    case "found": {
      const loaded = loadConfig(file.text);
      if (!loaded.ok) return { state: "invalid", problems: loaded.problems };
      return { state: "valid", changes: configChanges(before, loaded.config), notes: loaded.notes };
    }
  }
}

/** Nobody can tell what changes in a file that could not be used; then it is what holds now that is compared. */
export function configIn(file: FileThere): Config | undefined {
  const loaded = file.state === "found" ? loadConfig(file.text) : undefined;
  return loaded?.ok === true ? loaded.config : undefined;
}
