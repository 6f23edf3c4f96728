import { configJsonSchema } from "../config/json-schema.ts";
import type { ExitCode, Given, Surroundings } from "./command-line.ts";

export async function schema(_given: Given, { terminal }: Surroundings): Promise<ExitCode> {
  terminal.out(JSON.stringify(configJsonSchema(), null, 2));
  return 0;
}
