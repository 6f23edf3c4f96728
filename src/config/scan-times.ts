import { CronExpressionParser } from "cron-parser";

/** When lockfiles are scanned unless the configuration says otherwise. */
export const usualScanTimes = "0 9 * * *";

// The parser also takes letters for a random or a last time, which nobody could hold us to, and ranges of three ends.
const name = "sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const value = `(?:\\d{1,2}|${name})`;
const item = `(?:\\*|${value}(?:-${value})?)(?:/\\d{1,2})?`;
const plainField = new RegExp(`^${item}(?:,${item})*$`, "i");
const anyTime = new Date("2026-01-01T00:00:00Z");

/** Whether these are times of five fields (UTC), of which at least one has ever come. */
export function areScanTimes(cron: string): boolean {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5 || !fields.every((field) => plainField.test(field))) return false;
  return findLast(cron, anyTime) !== undefined;
}

/** Whether one of the times lies after `after` and not after `until`; undefined where they cannot be read. */
export function isScanDue(cron: string, { after, until }: { readonly after: Date; readonly until: Date }) {
  if (!areScanTimes(cron)) return undefined;
  const last = findLast(cron, until);
  return last !== undefined && last > after;
}

function findLast(cron: string, until: Date): Date | undefined {
  // The parser's `prev` is strictly before its start and knows whole seconds only.
  const currentDate = new Date(Math.floor(until.getTime() / 1000) * 1000 + 1000);
  try {
    return CronExpressionParser.parse(cron, { currentDate, tz: "UTC" }).prev().toDate();
  } catch {
    // It says so in many ways: a number out of range, a day that no month has, no time within thousands of steps.
    return undefined;
  }
}
