import type { z } from "zod";
import { parseToml } from "./parse-toml.ts";
import { findConflictMarker, findTable } from "./text.ts";

export type TomlReading<Content> =
  | { readonly state: "read"; readonly content: Content }
  /** The message completes "uv.lock, line 7, …". */
  | { readonly state: "problem"; readonly line: number; readonly message: string };

/** A lockfile in TOML that lists its packages as `[[package]]`, of the shape that `schema` says. Never throws. */
export function readToml<Content>(text: string, name: string, schema: z.ZodType<Content>): TomlReading<Content> {
  const conflict = findConflictMarker(text);
  if (conflict !== undefined) return problem(conflict, "holds merge conflict markers");
  const document = parseToml(text);
  if (document.state === "problem") return problem(document.line, document.message);
  const content = schema.safeParse(document.content);
  if (content.success) return { state: "read", content: content.data };
  return problem(lineOf(text, content.error), `is not a ${name}: ${describe(content.error)}`);
}

function problem(line: number, message: string): { state: "problem"; line: number; message: string } {
  return { state: "problem", line, message };
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "unknown shape" : `${issue.path.join(".")}: ${issue.message}`;
}

function lineOf(text: string, error: z.ZodError): number {
  const [key, index] = error.issues[0]?.path ?? [];
  return key === "package" && typeof index === "number" ? findTable(text, "[[package]]", index) : 1;
}
