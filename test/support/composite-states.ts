import { z } from "zod";
import type { RequestLog } from "./github/request-log.ts";

// A second request that only adds annotations sets nothing.
const Written = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
});

/** Everything that composites were set to, in order, whatever they show now: conclusions, or the status without one. */
export function compositeStates(log: RequestLog): readonly string[] {
  return log.writes().flatMap(({ route, body }) => {
    if (!route.includes("/check-runs")) return [];
    const { name, status, conclusion = status } = Written.parse(body);
    return name === "gatehouse" && conclusion !== undefined ? [conclusion] : [];
  });
}
