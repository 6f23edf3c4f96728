import { z } from "zod";
import { DestinationName } from "./destination-name.ts";
import { inactiveKeys } from "./inactive.ts";

export const NotifyConfig = z.strictObject({
  advisories: DestinationName.optional().meta({
    description:
      "Destination that hears of new and overdue advisories, and of the weekly report. The operator grants it.",
  }),
  ...inactiveKeys("notify"),
});
