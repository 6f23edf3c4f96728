import { toolOf } from "../../policy/advisory/ignores/ignore.ts";
import type { ConfigNote } from "../sections/inactive.ts";
import type { ReadableParts } from "./readable-parts.ts";

/** Policy files whose name tells nothing: each tool writes its ignores in another way, and which one is meant must be guessed. */
export function advisoryNotes({ advisories }: ReadableParts): readonly Pick<ConfigNote, "path" | "says">[] {
  return (advisories?.ignores ?? []).flatMap((file, index) => {
    if (toolOf(file) !== "deny" || file.slice(file.lastIndexOf("/") + 1).includes("deny")) return [];
    const says = `\`${file}\` is read like \`deny.toml\`, because its name is that of no other tool`;
    return [{ path: ["advisories", "ignores", index], says }];
  });
}
