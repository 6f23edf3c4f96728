import { z } from "zod";
import { defineGate } from "../gate.ts";
import { reason } from "../reason.ts";
import { explainFailure } from "../title/explain-failure.ts";
import { judgePullRequestTitle } from "../title/judge-pull-request.ts";
import { explainMeaning } from "../version/meaning.ts";
import type { TitlePolicy } from "../title/rules.ts";
import type { Verdict } from "../verdict.ts";

export const titleGate = defineGate({
  kind: "title",
  summary: "The pull request's title is a conventional commit.",
  // The `title:` section of the configuration, validated by its own schema.
  options: { policy: z.custom<TitlePolicy>() },
  needs: ["landing", "latestVersion"],
  // A footer of the description can say that it breaks something, and a label that its title is not judged.
  wants: ({ policy }) => ({ body: true, labels: policy.judging.skipLabels.length > 0 }),
  judge: ({ pullRequest, landing, latestVersion }, { policy }): Verdict => {
    const judged = judgePullRequestTitle(pullRequest, landing, policy);
    const notes = explainMeaning(judged, policy.meaning, latestVersion);
    switch (judged.state) {
      case "not-judged":
        return { state: "not-applicable", reason: judged.why };
      case "lenient":
        return { state: "not-applicable", reason: judged.why, notes };
      case "waiting":
        return { state: "pending", reason: judged.why };
      case "passes":
        return { state: "pass", reason: reason("title-holds", { type: judged.title.parsed.type }), notes };
      case "fails":
        return { state: "fail", ...explainFailure(judged.title, judged.commits) };
      case "unknown":
        return { state: "no-data", reason: judged.why };
    }
  },
});
