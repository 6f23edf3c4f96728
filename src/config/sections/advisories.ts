import { z } from "zod";
import { inactiveKeys } from "./inactive.ts";

export const AdvisoriesConfig = z.strictObject({
  lockfiles: z
    .array(z.string().min(1).max(300))
    .min(1)
    .max(50)
    .default(["Cargo.lock"])
    .meta({ description: "Paths of the lockfiles to scan, from the root of the repository." }),
  ignores: z.array(z.string().min(1).max(300)).max(20).default(["deny.toml", ".cargo/audit.toml"]).meta({
    description: "Policy files whose documented ignores are honoured. A file that is absent is not an error.",
  }),
  labels: z
    .array(z.string().min(1).max(50))
    .max(20)
    .default([])
    .meta({ description: "Labels that every advisory issue gets besides its own." }),
  triage: z.string().min(1).optional().meta({ description: "Name of the area that is asked to triage." }),
  ...inactiveKeys("advisories"),
});
export type AdvisoriesConfig = z.infer<typeof AdvisoriesConfig>;
