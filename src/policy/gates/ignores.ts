import { z } from "zod";
import { judgeIgnores } from "../advisory/ignores/judge-ignores.ts";
import { defineGate } from "../gate.ts";
import { Duration, durationMs, durationWords } from "../text/duration.ts";

const Options = z.strictObject({
  need: z
    .array(z.enum(["reason", "issue"]))
    .min(1)
    .max(2)
    .optional()
    .meta({ description: "What each ignore must have: a `reason`, an `issue` in it, or both." }),
  max_age: Duration.optional().meta({
    description: "How long ago the line of an ignore may have been changed, e.g. `180d`.",
  }),
});

export const ignoresGate = defineGate({
  kind: "ignores",
  summary: "Every documented ignore of an advisory says what it must, and none is older than allowed.",
  options: { ignores: Options.meta({ description: "What documented ignores must have." }) },
  needs: ["ignoreFiles", "files"],
  wants: ({ ignores }) => ({ ignoreAges: ignores.max_age !== undefined }),
  problems: ({ ignores: { need, max_age: maxAge } }) =>
    need === undefined && maxAge === undefined
      ? [{ path: ["ignores"], says: "`ignores` asks for nothing", fix: "Add `need`, `max_age` or both." }]
      : [],
  judge: ({ ignoreFiles, files, now }, { ignores: { need = [], max_age: maxAge } }) =>
    judgeIgnores(ignoreFiles, {
      need,
      maxAge: maxAge === undefined ? undefined : { ms: durationMs(maxAge), words: durationWords(maxAge) },
      files,
      now,
    }),
});
