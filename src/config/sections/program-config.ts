import { z } from "zod";
import { GateUses } from "./gate-uses.ts";
import { WhenConfig } from "./gates.ts";
import { inactiveKeys } from "./inactive.ts";
import { OnMergeConfig } from "./on-merge-config.ts";

const ProgramName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,49}$/)
  .meta({ description: "Use lower-case letters, digits and `-`, a letter first, at most 50." });

const ProgramWhen = WhenConfig.extend({
  title: z.string().min(1).max(300).optional().meta({
    description:
      "`breaking` or `security`, or a whole title: `*` stands for any text, `<name>` for one run of letters, digits, `.`, `-` and `_`.",
  }),
});

/** A further set of gates. What its keys mean together is checked in `program-problems.ts`. */
export const ProgramConfig = z.strictObject({
  when: ProgramWhen.meta({ description: "Which pull requests belong to the program. Every key must hold." }),
  sequence: z
    .string()
    .min(1)
    .max(50)
    .optional()
    .meta({ description: "Name of the placeholder that counts: with `tier`, `<tier.previous>` is one less." }),
  require: GateUses.default([]).meta({ description: "Gates that must hold before a merge." }),
  advise: GateUses.default([]).meta({ description: "Gates that are shown and never block." }),
  signoff: z
    .array(z.string().min(1).max(50))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: "Names of areas that must sign off, as a required gate named after the program." }),
  on_merge: OnMergeConfig.optional().meta({
    description: "What happens after a merge, instead of `pull_request.on_merge`. Takes the title's placeholders too.",
  }),
  ...inactiveKeys("programs.*"),
});
export type ProgramConfig = z.infer<typeof ProgramConfig>;

export const mostPrograms = 50;

export const ProgramsConfig = z.record(ProgramName, ProgramConfig).meta({ maxProperties: mostPrograms });
