import { z } from "zod";
import { Config } from "./schema.ts";

/** What an editor needs to complete and check `.github/gatehouse.yml`. References between names are checked on load. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(Config, { io: "input" });
  return {
    $schema,
    $id: "gatehouse.schema.json",
    title: "Gatehouse configuration",
    description: "What a repository asks of its pull requests and releases: .github/gatehouse.yml on the base branch.",
    ...rest,
  };
}
