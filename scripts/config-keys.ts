import { z } from "zod";
import { cell } from "../src/render/markdown.ts";

/** The part of a JSON Schema that the reference shows. */
interface Schema {
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly type?: string | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly additionalProperties?: boolean | Schema | undefined;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
}

const Schema: z.ZodType<Schema> = z.object({
  description: z.string().optional(),
  default: z.unknown().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  type: z.string().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), Schema).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), Schema]).optional();
  },
  get items() {
    return Schema.optional();
  },
  get anyOf() {
    return z.array(Schema).optional();
  },
});

/** The table of every key, one line each, in the order of the schema. */
export function renderConfigKeys(jsonSchema: unknown): string {
  const rows = rowsOf("", Schema.parse(jsonSchema));
  return ["| Key | What it says | Form | Default |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function rowsOf(path: string, schema: Schema): readonly string[] {
  const { properties = {}, required = [], additionalProperties: named, items, anyOf = [] } = schema;
  const own = Object.entries(properties).flatMap(([key, inner]) => {
    const name = path === "" ? key : `${path}.${key}`;
    return [rowOf(name, inner, required.includes(key)), ...rowsOf(name, inner)];
  });
  const below = typeof named === "object" ? rowsOf(`${path}.<name>`, named) : [];
  const listed = items === undefined ? [] : rowsOf(`${path}[]`, items);
  return [...own, ...below, ...listed, ...anyOf.flatMap((form) => rowsOf(path, form))];
}

function rowOf(name: string, schema: Schema, isRequired: boolean): string {
  const otherwise = schema.default === undefined ? "" : `\`${shown(schema.default)}\``;
  const cells = [`\`${name}\``, schema.description ?? "", formOf(schema), isRequired ? "required" : otherwise];
  return `| ${cells.map(cell).join(" | ")} |`;
}

function formOf({ const: only, enum: values, anyOf, type, items, additionalProperties }: Schema): string {
  if (only !== undefined) return `\`${shown(only)}\``;
  if (values !== undefined) return values.map((value) => `\`${shown(value)}\``).join(" or ");
  if (anyOf !== undefined) return [...new Set(anyOf.map(formOf))].join(" or ");
  if (type === "array") return items === undefined ? "list" : `list of ${formOf(items)}`;
  if (type === "object") return typeof additionalProperties === "object" ? "entries by name" : "entries";
  return { integer: "whole number", number: "number", boolean: "`true` or `false`", string: "text" }[type ?? ""] ?? "";
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  return typeof value === "string" ? value : JSON.stringify(value);
}
