import { z } from "zod";
import { isInactive } from "./sections/inactive.ts";
import { Config } from "./schema.ts";

/** The keys that are known at a path of the configuration; none where it holds no fixed keys. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const form = formsOf(schemaAt(path)).find((each) => each instanceof z.ZodObject);
  return form === undefined ? [] : Object.keys(form.shape);
}

/** The keys of a path that do something. */
export function activeKeys(path: readonly PropertyKey[]): readonly string[] {
  return knownKeys(path).filter((key) => !isInactive(describedAt([...path, key]) ?? ""));
}

/** What the reference says of a path. */
export function describedAt(path: readonly PropertyKey[]): string | undefined {
  return descriptionOf(schemaAt(path));
}

/** What the reference says of the names of the entries at a path. */
export function nameDescribedAt(path: readonly PropertyKey[]): string | undefined {
  const form = formsOf(schemaAt(path)).find((each) => each instanceof z.ZodRecord);
  return descriptionOf(form?.keyType);
}

function schemaAt(path: readonly PropertyKey[]): unknown {
  let schema: unknown = Config;
  for (const key of path)
    schema = formsOf(schema)
      .map((form) => schemaBelow(form, key))
      .find((each) => each !== undefined);
  return schema;
}

function schemaBelow(form: unknown, key: PropertyKey): unknown {
  if (form instanceof z.ZodArray) return typeof key === "number" ? form.element : undefined;
  if (form instanceof z.ZodRecord) return typeof key === "string" ? form.valueType : undefined;
  if (form instanceof z.ZodObject && Object.hasOwn(form.shape, key)) return form.shape[String(key)];
  return undefined;
}

/** The forms that a value may have: one, or those of a union. */
function formsOf(schema: unknown): readonly unknown[] {
  const inner = unwrap(schema).at(-1);
  return inner instanceof z.ZodUnion ? inner.options.flatMap(formsOf) : [inner];
}

function descriptionOf(schema: unknown): string | undefined {
  return unwrap(schema)
    .map((each) => (each instanceof z.ZodType ? each.meta()?.description : undefined))
    .find((description) => description !== undefined);
}

/** From the outermost wrapper to what it wraps. A description may hang on any of them. */
function unwrap(schema: unknown): readonly unknown[] {
  const layers = [schema];
  for (let inner = schema; ; layers.push(inner)) {
    if (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
      inner = inner.unwrap();
    } else if (inner instanceof z.ZodPipe) inner = inner.in;
    else return layers;
  }
}
