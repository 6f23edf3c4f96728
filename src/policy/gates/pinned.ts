import { z } from "zod";
import { defineGate } from "../gate.ts";
import { judgePins } from "../pins/judge-pins.ts";
import { yamlGlobs } from "../pins/workflow-files.ts";
import { GlobList, globListProblems } from "../text/glob-list.ts";

export const pinnedGate = defineGate({
  kind: "pinned",
  summary: "Every action that changed workflows and composite actions use is pinned to a commit.",
  options: {
    pinned: GlobList.meta({ description: "Globs of workflows and composite actions, e.g. `.github/workflows/**`." }),
    comment: z.enum(["version", "any"]).optional().meta({
      description:
        "What must stand behind the SHA: `version` (or the gate fails), or `any` comment or none. Default: a missing version is a warning.",
    }),
    except: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(50)
      .optional()
      .meta({ description: "Actions and images that need no pin, without their ref; `*` stands for any text." }),
  },
  needs: ["documents", "files"],
  wants: ({ pinned }) => ({ changed: yamlGlobs(pinned) }),
  problems: ({ pinned }) => globListProblems(pinned).map((each) => ({ ...each, path: ["pinned", ...each.path] })),
  judge: ({ files, documents }, { pinned, comment, except = [] }) =>
    judgePins(files, documents, { globs: pinned, comment, except }),
});
