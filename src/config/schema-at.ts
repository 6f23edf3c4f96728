import { z } from "zod";
import { Config } from "./schema.ts";

/** The keys that are known at a path of the configuration; none where it holds no fixed keys. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const schema = withKeys(unwrap(schemaAt(path)).at(-1));
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** What the reference says of a path. */
export function describedAt(path: readonly PropertyKey[]): string | undefined {
  return unwrap(schemaAt(path))
    .map((schema) => (schema instanceof z.ZodType ? schema.meta()?.description : undefined))
    .find((description) => description !== undefined);
}

function schemaAt(path: readonly PropertyKey[]): unknown {
  let schema: unknown = Config;
  for (const key of path) {
    const inner = withKeys(unwrap(schema).at(-1));
    if (inner instanceof z.ZodObject) schema = Object.hasOwn(inner.shape, key) ? inner.shape[String(key)] : undefined;
    else if (inner instanceof z.ZodRecord) schema = inner.valueType;
    else if (inner instanceof z.ZodArray) schema = inner.element;
    else return undefined;
  }
  return schema;
}

/** Of several forms the one with keys. */
function withKeys(schema: unknown): unknown {
  if (!(schema instanceof z.ZodUnion)) return schema;
  return schema.options.find((option) => option instanceof z.ZodObject) ?? schema;
}

/** From the outermost wrapper (optional, default, prefault) to what it wraps. A description may hang on any of them. */
function unwrap(schema: unknown): readonly unknown[] {
  const layers = [schema];
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap();
    layers.push(inner);
  }
  return layers;
}
