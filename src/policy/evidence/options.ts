import { z } from "zod";
import { Duration } from "../text/duration.ts";
import { units } from "./rows/unit.ts";

const Path = z.string().min(1).max(200);

const Artifact = z.strictObject({
  workflow: z
    .string()
    .max(200)
    .regex(/^[^/\s]+\.ya?ml$/, { error: "it is a file name such as `ci.yml`" })
    .meta({ description: "File name of the workflow, e.g. `ci.yml`." }),
  name: z.string().min(1).max(200).meta({ description: "Name of the artifact; `*` stands for any text." }),
  path: z.string().min(1).max(500).meta({ description: "Glob of the file in the artifact, e.g. `**/summary.json`." }),
});

/** Where a document comes from, and what is asked of it as a whole. */
export const Evidence = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .meta({ description: "Path of a JSON, JSON Lines, TOML or YAML file, read at the pull request's head." }),
    artifact: Artifact.optional().meta({ description: "A file that a workflow uploads." }),
    body: z
      .string()
      .max(50)
      .regex(/^[A-Za-z0-9][\w.-]*$/, { error: "it is one word of letters, digits, `.`, `_` and `-`" })
      .optional()
      .meta({ description: "NAME of a block in the description that begins with ```` ```gatehouse NAME ````." }),
    same_as: z.string().min(1).max(50).optional().meta({ description: "Name of a gate whose evidence is used." }),
    schema: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "What `schema`, `$schema` or `schema_version` of the document must be." }),
    fresh: Duration.optional().meta({ description: "How old the document may be by its own time, e.g. `36h`." }),
    time: Path.optional().meta({
      description: "Path of the document's own time. Left out: `generated_at` and the like.",
    }),
    commit: Path.optional().meta({
      description: "The document's own commit must be the one it is read for: `head`, or the path of the commit in it.",
    }),
  })
  .meta({
    description: "Where the evidence is: exactly one of `file`, `artifact`, `body` and `same_as`.",
    oneOf: ["file", "artifact", "body", "same_as"].map((key) => ({ required: [key] })),
  });
export type Evidence = z.infer<typeof Evidence>;

export const Row = z.strictObject({
  name: z.string().min(1).max(100).meta({ description: "What the row measures, in words." }),
  value: Path.meta({ description: "Path of the value, e.g. `counts.pass`." }),
  of: Path.optional().meta({
    description: "Path of what the value is divided by, e.g. `counts.pass + counts.fail`; with a `%` the whole.",
  }),
  unit: z
    .enum(["percent", "fraction", ...units])
    .optional()
    .meta({ description: "What the value is in. Needed where `expect` has a unit, or a `%` without `of`." }),
  expect: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: "What is asked: `>= 80%`, `<= 36`, `0..2`, `< 200 ms`, `= PASS`, `= true`." }),
});
export type Row = z.infer<typeof Row>;

const Weight = z.enum(["fail", "advise"]).default("fail");

/** How much rows weigh that do not hold. */
export const OutOfBand = z.strictObject({
  one: Weight.meta({ description: "What one failing row does: `fail`, or `advise`, which only warns." }),
  several: Weight.meta({ description: "What several failing rows do." }),
});
export type OutOfBand = z.infer<typeof OutOfBand>;
