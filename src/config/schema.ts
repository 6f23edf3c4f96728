import { z } from "zod";
import { AdvisoriesConfig } from "./sections/advisories.ts";
import { AreasConfig, SignoffsConfig } from "./sections/areas.ts";
import { GateUses } from "./sections/gate-uses.ts";
import { GatesConfig } from "./sections/gates.ts";
import { inactiveKeys } from "./sections/inactive.ts";
import { NotifyConfig } from "./sections/notify.ts";
import { OnMergeConfig } from "./sections/on-merge-config.ts";
import { ProgramsConfig } from "./sections/program-config.ts";
import { ReleasesConfig } from "./sections/releases.ts";
import { TitleConfig } from "./sections/title.ts";

const PullRequestConfig = z.strictObject({
  base: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: "Globs of base branches; elsewhere no gate is required. Left out: every branch." }),
  require: GateUses.default([]).meta({ description: "Gates that must hold before a merge." }),
  advise: GateUses.default([]).meta({ description: "Gates that are shown and never block." }),
  draft: z
    .enum(["count", "wait"])
    .default("count")
    .meta({ description: "Whether drafts are judged like others, or the check waits until they are ready." }),
  check: z
    .string()
    .min(1, { abort: true })
    .max(100)
    .regex(/^(?!gatehouse\/title$)\S(?:.*\S)?$/, "the title's own check has that name, or a blank is at its end")
    .default("gatehouse")
    .meta({ description: "Name of the check that sums up all gates: the one that branch protection asks for." }),
  hold_label: z
    .string()
    .min(1)
    .max(50)
    .optional()
    .meta({ description: "Label that shows a hold. Who adds it holds; removing it lifts nothing." }),
  on_merge: OnMergeConfig.optional().meta({ description: "What happens after a merge." }),
});

/** `.github/gatehouse.yml`. This schema is the only source of the type, the validation, the JSON Schema and the docs. */
export const Config = z.strictObject({
  version: z.literal(1).meta({ description: "Version of this file's format." }),
  areas: AreasConfig.default({}).meta({ description: "Parts of the code base and the people who answer for them." }),
  signoffs: SignoffsConfig.prefault({}).meta({ description: "What holds for sign-offs of every area." }),
  title: TitleConfig.prefault({}).meta({ description: "What a pull request title must look like." }),
  gates: GatesConfig.default({}).meta({ description: "Named conditions that pull requests can require." }),
  pull_request: PullRequestConfig.prefault({}).meta({ description: "Which gates a pull request must pass." }),
  programs: ProgramsConfig.default({}).meta({
    description: "Further sets of gates, for pull requests with a certain title, label or file.",
  }),
  releases: ReleasesConfig.optional().meta({ description: "When and where a release is announced." }),
  advisories: AdvisoriesConfig.optional().meta({
    description: "Which lockfiles and documented ignores count, when they are scanned, and who decides until when.",
  }),
  notify: NotifyConfig.optional().meta({ description: "Which destination hears of what, besides the releases." }),
  ...inactiveKeys(""),
});
export type Config = z.infer<typeof Config>;
