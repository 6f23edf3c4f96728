import { describe, expect, it } from "vitest";
import { endOf } from "../../../../src/policy/advisory/ignores/ignore-end.ts";
import { saysWhy } from "../../../../src/policy/advisory/ignores/ignore-reason.ts";

/** The last day on which it holds, `unreadable`, or `never`. */
function lastDay(reason: string): string {
  const end = endOf(reason);
  if (end === undefined) return "never";
  return end.isReadable ? new Date(end.until.getTime() - 1).toISOString().slice(0, 10) : `unreadable`;
}

describe("the end of an ignore", () => {
  it.for([
    { reason: "until 2030-01-31", is: "2030-01-31" },
    { reason: "until: 2030-01-31; #1", is: "2030-01-31" },
    { reason: "unused;Until **2030-01-31**.", is: "2030-01-31" },
    { reason: "until the 2030-01-31, #1", is: "2030-01-31" },
    { reason: "until\u00A02030-01-31", is: "2030-01-31" },
    { reason: "until Friday, 2030-01-31", is: "2030-01-31" },
    { reason: "until 2030-01-31 12:00", is: "2030-01-31" },
    { reason: "expires on 2030-01-31 (#1)", is: "2030-01-31" },
    { reason: "expires: 2030-01-31", is: "2030-01-31" },
    { reason: "Review by 2030-01-31", is: "2030-01-31" },
    { reason: "until 2030-01-31, expires 2029-01-31", is: "2029-01-31" },
    { reason: "until 2030-01-31 or 2029-01-31", is: "2029-01-31" },
    { reason: "until 2131-01-31", is: "2131-01-31" },
    { reason: "until 1031-01-31", is: "1031-01-31" },
    { reason: "until 2131-1-31", is: "unreadable" },
    { reason: "until 2131/01/31", is: "unreadable" },
    { reason: "until 20311-01-31", is: "unreadable" },
    { reason: "until 12031-01-31", is: "unreadable" },
    { reason: "until 2030-02-31", is: "unreadable" },
    { reason: "until 2030-1-31", is: "unreadable" },
    { reason: "until 2030/01/31", is: "unreadable" },
    { reason: "until 2030-01-311", is: "unreadable" },
    { reason: "until 2030-01-31T00:00:00Z", is: "unreadable" },
    { reason: "until 31.01.2030", is: "unreadable" },
    { reason: "until 1/31/30", is: "unreadable" },
    { reason: "until 31 Jan 2030", is: "unreadable" },
    { reason: "until Jan 31, 2030", is: "unreadable" },
    { reason: "until the 1st of December", is: "unreadable" },
    { reason: "until Q3", is: "unreadable" },
    { reason: "until the end of 2030", is: "unreadable" },
    { reason: "until 2030-01-31, review by Jan 2030", is: "unreadable" },
    { reason: "", is: "never" },
    { reason: "until they fix it; seen 2020-01-31", is: "never" },
    { reason: "until they fix it, seen 2020-01-31", is: "never" },
    { reason: "until gtk-rs 0.18.10 is out", is: "never" },
    { reason: "until acme/app#2031 is merged", is: "never" },
    { reason: "until #2031", is: "never" },
    { reason: "until CVE-2131-01-31 is fixed", is: "never" },
    { reason: "until 2131 is out", is: "never" },
    { reason: "until RUSTSEC-2024-0001 and CVE-2024-1 are fixed", is: "never" },
    { reason: "until https://github.com/acme/app/issues/2031", is: "never" },
    { reason: "until they may fix it", is: "never" },
    { reason: "since 2020-01-31", is: "never" },
  ])('"$reason": $is', ({ reason, is }) => {
    expect(lastDay(reason)).toBe(is);
  });

  it.for(["until 2030-01-31", "until 31 Jan 2030; #1", "expires on: 2030-01-31, review by 2029-01-31"])(
    '"%s" alone is no reason',
    (reason) => {
      expect(saysWhy({ reason })).toBe(false);
      expect(saysWhy({ reason: `unused, ${reason}` })).toBe(true);
    },
  );
});
