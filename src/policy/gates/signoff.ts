import { z } from "zod";
import { type AreaState, statesCalled } from "../area/area.ts";
import { judgeSigned } from "../area/judge-signed.ts";
import { defineGate } from "../gate.ts";
import { reason } from "../reason.ts";
import type { Verdict } from "../verdict.ts";

export const signoffGate = defineGate({
  kind: "signoff",
  summary: "The named areas are signed off, whether the pull request changes their files or not.",
  options: {
    signoff: z
      .array(z.string().min(1).max(50))
      .min(1)
      .max(50)
      .meta({ description: "Names of areas that must be signed off." }),
    min_distinct_signers: z
      .int()
      .min(1)
      .max(50)
      .optional()
      .meta({ description: "How many different people must have signed, over all these areas. Default: no matter." }),
  },
  needs: ["areas"],
  wants: ({ signoff }) => ({ areas: signoff }),
  judge: ({ areas, pullRequest }, { signoff: names, min_distinct_signers: need }) => {
    // Code owners are found by the files of the pull request: where there are none, nobody can be asked.
    const absent = names.find((name) => statesCalled(areas, name).length === 0);
    if (absent !== undefined) return { state: "no-data", reason: reason("area-absent", { area: absent }) };
    const named = [...new Set(names.flatMap((name) => statesCalled(areas, name)))];
    const verdict = judgeSigned(named, pullRequest);
    return verdict.state === "pass" && need !== undefined ? judgeSigners(named, { names, need, verdict }) : verdict;
  },
});

/** So that one person who owns every area cannot sign them all alone. */
function judgeSigners(
  areas: readonly AreaState[],
  { names, need, verdict }: { readonly names: readonly string[]; readonly need: number; readonly verdict: Verdict },
): Verdict {
  const live = areas.flatMap(({ signOffs }) => signOffs.filter(({ standing }) => standing.state === "live"));
  const have = new Set(live.map(({ by }) => by.id)).size;
  if (have >= need) return verdict;
  const words = { have: String(have), need: String(need), areas: [...new Set(names)] };
  return { state: "waiting", reason: reason("signers-too-few", words) };
}
