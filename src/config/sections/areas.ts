import { z } from "zod";
import { accountNames } from "../account-names.ts";

// Words of the command grammar, and what reads as one: none can name an area.
export const reservedAreaNames = ["status", "help", "all", "cancel", "none", "off", "on", "hold"];

const AreaName = z
  .string()
  .max(50)
  // Both cases are spelled out: a JSON Schema knows no flags. `--` begins a note.
  .regex(/^[A-Za-z](?:-?[A-Za-z0-9])*$/)
  .meta({ description: "Use letters, digits and single `-` between them, a letter first, at most 50." });

const Alias = z
  .string()
  .max(50)
  .regex(/^[A-Za-z](?:[-/]?[A-Za-z0-9])*$/)
  .meta({ description: "Another name, e.g. `rt` or `docs/ops`: letters, digits, `-` and `/`." });

const Owner = z
  .string()
  .max(140)
  .regex(accountNames.owner)
  .meta({ description: "A login (`alice`) or a team (`@acme/runtime`), each also with its number (`alice#583231`)." });

const BotLogin = z
  .string()
  .max(140)
  .regex(accountNames.agent)
  .meta({ description: "Login of a bot account, e.g. `renovate[bot]`." });

const Glob = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: "Glob on paths from the repository's root: `*` within a folder, `**` across folders." });

const BackupName = z
  .string()
  .max(140)
  .regex(accountNames.backup)
  .meta({ description: "A login, or a team (`@acme/runtime`, or `@runtime` in the repository's organisation)." });

const BackupConfig = z.strictObject({
  who: z
    .array(z.string().min(1).max(140))
    .min(1)
    .max(50)
    .meta({ description: "Logins, teams, bot logins, gates or areas, as `kind` says." }),
  kind: z
    .enum(["person", "team", "agent", "gate", "area"])
    .optional()
    .meta({ description: "What `who` names. Left out: a team where it begins with `@`, else a person." }),
  after: z
    .union([z.enum(["immediately", "when_author"]), z.string().regex(/^\d{1,3}[smhd]$/)])
    .default("immediately")
    .meta({
      description:
        "When they may sign: `immediately`, `when_author` (the author is an owner), or e.g. `48h` after the opening.",
    }),
});

const SelfSignoff = z.enum(["deny", "with_evidence", "with_backup", "allow"]);
const StaleOn = z.enum(["area_change", "any_push", "never"]);
const Quorum = z.union([z.int().min(1).max(50), z.enum(["all", "majority"])]);
const ExcludeContributors = z.union([z.boolean(), z.literal("strict")]);

const AreaKeys = z.strictObject({
  title: z.string().min(1).max(100).optional().meta({ description: "What people read instead of the name." }),
  aliases: z.array(Alias).max(10).optional().meta({ description: "Other names that `/signoff` accepts." }),
  owners: z.array(Owner).min(1).max(50).optional().meta({ description: "Who may sign: logins and teams." }),
  codeowners: z
    .literal(true)
    .optional()
    .meta({ description: "The owners are those that CODEOWNERS on the base branch names last for each file." }),
  backups: z
    .array(z.union([BackupName, BackupConfig]).meta({ description: "A login or a team, or an entry with `who`." }))
    .min(1)
    .max(20)
    .optional()
    .meta({
      description: "Who may sign instead of the owners, and is shown as a backup: names, or entries with conditions.",
    }),
  agents: z.array(BotLogin).min(1).max(20).optional().meta({ description: "Bot accounts whose sign-off is shown." }),
  agent_sufficient: z.boolean().optional().meta({ description: "Whether an agent's sign-off counts like a person's." }),
  paths: z.array(Glob).min(1).max(200).optional().meta({ description: "Globs of the files that belong to the area." }),
  required: z
    .enum(["when_touched", "always"])
    .optional()
    .meta({ description: "Whether the area must sign only where its files change, or every pull request." }),
  quorum: Quorum.optional().meta({
    description: "How many different people must sign: a number, `all` or `majority`.",
  }),
  max_outstanding: z
    .int()
    .min(0)
    .max(50)
    .optional()
    .meta({ description: "Of those who may sign, at most so many may not have signed." }),
  self_signoff: SelfSignoff.optional().meta({
    description: "Whether the author may sign. Left out: with evidence where one person may sign, else not at all.",
  }),
  stale_on: StaleOn.optional().meta({ description: "What makes a sign-off stale." }),
  rotate: z
    .literal("week")
    .optional()
    .meta({ description: "Owners take weekly turns; whose turn it is is named first." }),
  exclude_contributors: ExcludeContributors.optional().meta({
    description:
      "Whether who took part in the commits may not sign: `true`, `false`, or `strict` (also by a suggestion).",
  }),
  keep_after_leave: z
    .boolean()
    .optional()
    .meta({ description: "Whether a sign-off still counts when its author is no owner any more." }),
});

/** One area. Whose `owners` it names, or that `codeowners` does, is checked in `area-problems.ts`. */
export const AreaConfig = AreaKeys.meta({ oneOf: [{ required: ["owners"] }, { required: ["codeowners"] }] });
export type AreaConfig = z.infer<typeof AreaConfig>;

export const mostAreas = 200;

export const AreasConfig = z.record(AreaName, AreaConfig).meta({ maxProperties: mostAreas });

export const SignoffsConfig = z.strictObject({
  self: SelfSignoff.optional().meta({ description: "`self_signoff` of every area that does not say." }),
  quorum: Quorum.default(1).meta({ description: "`quorum` of every area that does not say." }),
  stale_on: StaleOn.default("area_change").meta({ description: "`stale_on` of every area that does not say." }),
  exclude_contributors: ExcludeContributors.default(false).meta({
    description: "`exclude_contributors` of every area that does not say.",
  }),
  reviews: z
    .enum(["explicit", "implicit"])
    .default("explicit")
    .meta({ description: "Whether an approving review signs its author's areas, or only a command does." }),
  show_owners: z
    .enum(["names", "teams", "none"])
    .default("names")
    .meta({ description: "Which owners comments and checks may name." }),
  request_reviews: z
    .boolean()
    .default(true)
    .meta({ description: "Whether a stale sign-off asks its author for a review, once per head." }),
  grace: z
    .string()
    // At most 999 seconds.
    .regex(/^(?:\d{1,3}s|(?:\d|1[0-6])m)$/)
    .default("10s")
    .meta({
      description: "How long a push must have been visible before a comment counts for it: `10s`, `1m`, at most `16m`.",
    }),
});
export type SignoffsConfig = z.infer<typeof SignoffsConfig>;
