import type { Seal } from "../../render/advisory/advisory-note.ts";
import type { GitHub } from "../github.ts";

/** The App's seal for one repository: what was sealed in another does not fit. */
export function repositorySeal({ seal }: Pick<GitHub, "seal">, repositoryId: number): Seal {
  return (text) => seal(`${repositoryId}\n${text}`);
}
