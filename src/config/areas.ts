import { z } from "zod";

// Words of the command grammar, and what reads as one: none can name an area.
export const reservedAreaNames = ["status", "help", "all", "cancel", "none", "off", "on", "hold"];

const AreaName = z
  .string()
  // Both cases are spelled out: a JSON Schema knows no flags.
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,49}$/)
  .meta({ description: "Short name that people type, e.g. `runtime`: letters, digits and `-`." });

const Owner = z
  .string()
  .regex(
    /^(?:@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[A-Za-z0-9][A-Za-z0-9._-]*|[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)$/,
  )
  .max(140)
  .meta({ description: "A login (`alice`) or a team (`@acme/runtime`)." });

const Glob = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: "Glob on paths from the repository's root: `*` within a folder, `**` across folders." });

export const AreaConfig = z.strictObject({
  aliases: z.array(AreaName).max(10).optional().meta({ description: "Other names that `/signoff` accepts." }),
  owners: z.array(Owner).min(1).max(50).meta({ description: "Who may sign: logins and teams." }),
  paths: z.array(Glob).max(200).optional().meta({ description: "Globs of the files that belong to the area." }),
});

export type AreaConfig = z.infer<typeof AreaConfig>;

export const mostAreas = 200;

export const AreasConfig = z.record(AreaName, AreaConfig).meta({ maxProperties: mostAreas });

export const SignoffsConfig = z.strictObject({
  self: z
    .enum(["deny", "allow"])
    .default("deny")
    .meta({ description: "Whether the author of a pull request may sign its areas. The summary says so every time." }),
  grace: z
    .string()
    .regex(/^\d{1,3}s$/)
    .default("10s")
    .meta({ description: "How long a push must have been visible before a comment counts for it, in seconds." }),
});
export type SignoffsConfig = z.infer<typeof SignoffsConfig>;
