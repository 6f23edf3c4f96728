import { CronExpressionParser } from "cron-parser";

/** The latest slot of a five-field cron expression (UTC) that is after `after` and not after `now`, if there is one. */
export function findDueSlot({ cron, after, now }: { cron: string; after: Date; now: Date }): Date | undefined {
  // The parser's `prev` is strictly before its start and knows whole seconds only, as do slots.
  const currentDate = new Date(Math.floor(now.getTime() / 1000) * 1000 + 1000);
  const slot = CronExpressionParser.parse(cron, { currentDate, tz: "UTC" }).prev().toDate();
  return slot > after ? slot : undefined;
}

/** Says what is wrong with a five-field cron expression. */
export function findCronProblem(cron: string): string | undefined {
  if (cron.trim().split(/\s+/).length !== 5) return `"${cron}" is not a five-field cron expression`;
  try {
    CronExpressionParser.parse(cron, { tz: "UTC" });
    return undefined;
  } catch (error) {
    return `"${cron}" is not a cron expression: ${error instanceof Error ? error.message : String(error)}`;
  }
}
