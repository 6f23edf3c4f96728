import { z } from "zod";
import { defaultTypes, longestTitle } from "../policy/title/rules.ts";

const TypeName = z
  .string()
  .max(50)
  .regex(/^[a-z][a-z0-9-]*$/, "a type is a lower-case word such as feat");

const ScopeName = z
  .string()
  .max(100)
  .regex(/^[^\s(),!:](?:[^(),\r\n]*[^\s(),!:])?$/, "a scope has no parentheses or commas, and no blank at its ends");

export const TitleConfig = z.strictObject({
  types: z
    .array(TypeName)
    .min(1)
    .max(100)
    .default([...defaultTypes])
    .meta({ description: "Types a title may start with. They replace the default list." }),
  scope: z
    .enum(["required", "optional", "none"])
    .default("optional")
    .meta({ description: "Whether a title names a scope, as in `fix(parser): …`." }),
  scopes: z
    .array(ScopeName)
    .min(1)
    .max(500)
    .optional()
    .meta({ description: "The only scopes that are accepted. Default: any. Has no effect with `scope: none`." }),
  max: z.int().min(20).max(longestTitle).optional().meta({
    description: "Most characters a title may have, without the ` (#12)` that a squash adds. Default: no limit.",
  }),
});
export type TitleConfig = z.infer<typeof TitleConfig>;
