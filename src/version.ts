import { readFileSync } from "node:fs";
import { z } from "zod";

// Read and not imported: it lies above both the sources and what the package is built into.
const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");

export const { version } = z.object({ version: z.string() }).parse(JSON.parse(text));
