import { z } from "zod";
import { Duration } from "../../policy/text/duration.ts";
import { usualScanTimes } from "../scan-times.ts";
import { inactiveKeys } from "./inactive.ts";

const Path = z.string().min(1).max(300);

function windowOf(kind: string, usual: string) {
  const Window = z.union([
    Duration,
    z.strictObject({
      decide: Duration.optional().meta({ description: "How long it may wait for a decision." }),
      fix: Duration.optional().meta({ description: "How long until the lockfiles must be free of it." }),
    }),
  ]);
  return Window.optional().meta({ description: `${kind}: a time for the decision, or both times. Default: ${usual}.` });
}

/** Unless the configuration names others. */
export const usualIgnores = ["deny.toml", ".deny.toml", ".cargo/deny.toml", ".cargo/audit.toml"];

export const AdvisoriesConfig = z.strictObject({
  lockfiles: z.array(Path).min(1).max(50).optional().meta({
    description:
      "Paths or globs of the lockfiles that count, from the root of the repository; a path must be there. Without it every lockfile that can be read.",
  }),
  skip: z
    .array(Path)
    .max(50)
    .default([])
    .meta({ description: "Globs of lockfiles that are no concern, such as `tests/fixtures/**`." }),
  ignores: z.array(Path).max(20).default(usualIgnores).meta({
    description:
      "Policy files whose documented ignores count; one that is absent is no error. `osv-scanner.toml` beside a lockfile is read besides.",
  }),
  branch: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "The branch whose lockfiles are scanned. Default: the default branch." }),
  scan: z.string().max(100).default(usualScanTimes).meta({
    description: "When the lockfiles are scanned: a cron expression of five fields, UTC. Looked at on the hour.",
  }),
  labels: z
    .array(z.string().min(1).max(50))
    .max(20)
    .default([])
    .meta({ description: "Labels that every advisory issue gets besides its own." }),
  triage: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Name of the area that is asked to triage, and whose owners may decide." }),
  sla: z
    .strictObject({
      malicious: windowOf("Malicious packages", "`{ decide: 4h, fix: 24h }`"),
      vulnerability: windowOf(
        "Vulnerabilities",
        "`{ decide: 48h, fix: 48h }`; no time for the fix of what is rated medium or lower",
      ),
      unsound: windowOf("Unsound code", "`7d` for the decision"),
      unmaintained: windowOf("Unmaintained packages", "`7d` for the decision"),
      notice: windowOf("Notices", "`7d` for the decision"),
      ...inactiveKeys("advisories.sla"),
    })
    .default({})
    .meta({
      description: "How long advisories of each kind may wait, from the first scan that met them.",
    }),
  source_down: z
    .enum(["wait", "fail"])
    .default("wait")
    .meta({ description: "What a gate says while no source of advisories answers: `wait` (no data), or `fail`." }),
  ...inactiveKeys("advisories"),
});
export type AdvisoriesConfig = z.infer<typeof AdvisoriesConfig>;
