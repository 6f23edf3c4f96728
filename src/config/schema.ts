import { z } from "zod";
import { AdvisoriesConfig } from "./advisories.ts";
import { AreasConfig, SignoffsConfig } from "./areas.ts";
import { GatesConfig } from "./gates.ts";
import { ReleasesConfig } from "./releases.ts";
import { TitleConfig } from "./title.ts";

const GateName = z
  .string()
  .min(1)
  .meta({ description: "A built-in gate (`title`, `touched`) or a name under `gates`." });

const PullRequestConfig = z.strictObject({
  require: z.array(GateName).max(100).default([]).meta({ description: "Gates that must hold before a merge." }),
  advise: z.array(GateName).max(100).default([]).meta({ description: "Gates that are shown and never block." }),
  draft: z
    .enum(["count", "wait"])
    .default("count")
    .meta({ description: "Whether drafts are judged like others, or the check waits until they are ready." }),
  hold_label: z
    .string()
    .min(1)
    .max(50)
    .optional()
    .meta({ description: "Label that shows a hold. Who adds it holds; removing it lifts nothing." }),
});

/** `.github/gatehouse.yml`. This schema is the only source of the type, the validation, the JSON Schema and the docs. */
export const Config = z.strictObject({
  version: z.literal(1).meta({ description: "Version of this file's format." }),
  areas: AreasConfig.default({}).meta({ description: "Parts of the code base and the people who answer for them." }),
  signoffs: SignoffsConfig.prefault({}).meta({ description: "What holds for sign-offs of every area." }),
  title: TitleConfig.prefault({}).meta({ description: "What a pull request title must look like." }),
  gates: GatesConfig.default({}).meta({ description: "Named conditions that pull requests can require." }),
  pull_request: PullRequestConfig.prefault({}).meta({ description: "Which gates a pull request must pass." }),
  releases: ReleasesConfig.optional().meta({ description: "When and where a release is announced." }),
  advisories: AdvisoriesConfig.optional().meta({
    description: "Which lockfiles are scanned every day, and what happens.",
  }),
});
export type Config = z.infer<typeof Config>;
