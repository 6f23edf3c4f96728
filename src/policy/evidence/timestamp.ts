const dateTime = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):?(\d\d))$/;
const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const bareDate = /^(\d{4})-(\d\d)-(\d\d)$/;

/**
 * A time as tools write it: ISO 8601 with `Z` or an offset, up to nanoseconds (cut to milliseconds), `20260206T212320Z`,
 * or a bare date, which counts as the start of that day in UTC. Undefined for all else: a time without a zone may be half a
 * day off, and `Date.parse` reads nearly everything as something.
 */
export function parseTimestamp(text: string): Date | undefined {
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", sign, offsetHour, offsetMinute] =
    dateTime.exec(text) ?? compact.exec(text) ?? bareDate.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const parts = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  const utc = new Date(Date.UTC(y, mo - 1, d, h, mi, s, Number(fraction.slice(0, 3).padEnd(3, "0"))));
  // 31 February would become a day in March, and 24:30 one of the next day.
  const read = [utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate(), utc.getUTCHours(), utc.getUTCMinutes()];
  if ([...read, utc.getUTCSeconds()].some((part, index) => part !== parts[index])) return undefined;
  const offset = Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0);
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return undefined;
  return new Date(utc.getTime() - (sign === "-" ? -offset : offset) * 60_000);
}
