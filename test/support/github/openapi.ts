import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { z } from "zod";

/**
 * Holds requests against GitHub's own OpenAPI description, see `scripts/extract-openapi.ts`. Object schemas that do not
 * speak of additional properties are closed, because GitHub ignores a wrong field silently and we want to hear of it.
 */
export interface Description {
  readonly routes: readonly string[];
  /** What is wrong with the request, in words; empty when nothing is. */
  problems(route: string, query: URLSearchParams, body: unknown): readonly string[];
}

const Schema = z.record(z.string(), z.unknown());
const Extract = z.strictObject({
  source: z.string(),
  endpoints: z.record(
    z.string(),
    z.strictObject({
      parameters: z.array(
        z.strictObject({
          name: z.string(),
          in: z.enum(["path", "query", "header"]),
          required: z.boolean(),
          schema: Schema,
        }),
      ),
      body: z.strictObject({ required: z.boolean(), schema: Schema }).optional(),
    }),
  ),
});

export function loadDescription(): Description {
  const file = new URL("openapi.extract.json", import.meta.url);
  const { endpoints } = Extract.parse(JSON.parse(readFileSync(file, "utf8")));
  const ajv = new Ajv({ strict: false, allErrors: true });
  // The package is CommonJS with its plugin on `default`, in both of its shapes.
  formats.default(ajv);
  // `owner/repo`, a format of GitHub's own.
  ajv.addFormat("repo.nwo", /^[^/]+\/[^/]+$/);
  const queryAjv = new Ajv({ strict: false, coerceTypes: "array" });
  const compiled = new Map<string, ValidateFunction>();

  function problems(route: string, query: URLSearchParams, body: unknown): readonly string[] {
    const endpoint = endpoints[route];
    if (!endpoint)
      return [`${route} is not in the extract of GitHub's description; add it to scripts/extract-openapi.ts`];
    const found: string[] = [];
    const known = new Map(
      endpoint.parameters.filter(({ in: place }) => place === "query").map((known_) => [known_.name, known_]),
    );
    for (const [name, value] of query) {
      const parameter = known.get(name);
      if (!parameter) found.push(`${route} has no query parameter "${name}"`);
      else if (!queryAjv.validate(parameter.schema, value))
        found.push(`query parameter ${name}: ${queryAjv.errorsText()}`);
    }
    for (const { name, required } of known.values()) {
      if (required && !query.has(name)) found.push(`${route} needs the query parameter "${name}"`);
    }
    if (body === undefined) return endpoint.body?.required ? [...found, `${route} needs a body`] : found;
    if (!endpoint.body) return [...found, `${route} takes no body`];
    const validate = compiled.get(route) ?? ajv.compile(Schema.parse(closed(endpoint.body.schema)));
    compiled.set(route, validate);
    if (!validate(body))
      found.push(`${route}: ${ajv.errorsText(validate.errors, { dataVar: "body" })}${named(validate)}`);
    return found;
  }

  return { routes: Object.keys(endpoints), problems };
}

function named(validate: ValidateFunction): string {
  const extra = (validate.errors ?? []).flatMap(({ params }) => {
    const { additionalProperty } = z.object({ additionalProperty: z.string().optional() }).parse(params);
    return additionalProperty === undefined ? [] : [additionalProperty];
  });
  return extra.length > 0 ? ` (${extra.join(", ")})` : "";
}

/** Branches of a union below an object that has properties only add conditions, so they stay open. */
function closed(schema: unknown, isBranch = false): unknown {
  if (Array.isArray(schema)) return schema.map((inner) => closed(inner, isBranch));
  const parsed = Schema.safeParse(schema);
  if (!parsed.success) return schema;
  const { nullable, ...node } = parsed.data;
  // `nullable` is OpenAPI 3.0; JSON Schema, and so ajv where no type stands beside it, knows only the type null.
  if (nullable === true) return { anyOf: [closed(node, isBranch), { type: "null" }] };
  const isObject = node["properties"] !== undefined;
  const inner = Object.entries(node).map(([key, value]) => {
    if (key === "properties") return [key, mapValues(Schema.parse(value), (property) => closed(property))];
    if (key === "oneOf" || key === "anyOf" || key === "allOf") return [key, closed(value, isBranch || isObject)];
    return [key, key === "items" || key === "additionalProperties" ? closed(value) : value];
  });
  const mayClose = isObject && !isBranch && node["additionalProperties"] === undefined;
  return { ...Object.fromEntries(inner), ...(mayClose ? { additionalProperties: false } : {}) };
}

function mapValues(record: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
