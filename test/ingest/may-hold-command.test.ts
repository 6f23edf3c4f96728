import { expect, it } from "vitest";
import { mayHoldCommand } from "../../src/ingest/may-hold-command.ts";

it.for([
  { body: "/signoff runtime", holds: true },
  { body: "   /signoff", holds: true },
  { body: "Thanks.\r\n\r\n/retitle feat: x", holds: true },
  { body: "Thanks.\r/hold", holds: true },
  { body: "\uFEFF/signoff", holds: true },
  { body: "\u00A0/signoff", holds: true },
  { body: " \u200B\u00A0\u2060 /signoff", holds: true },
  // In a fence: the parser says no, but only the parser can.
  { body: "```\n/signoff\n```", holds: true },
  // Nothing of these is run, but who quotes a command by habit gets a sign that it was seen.
  { body: "    /signoff", holds: true },
  { body: "\t/signoff", holds: true },
  { body: "> /signoff", holds: true },
  { body: "> > - /signoff", holds: true },
  { body: "- /signoff", holds: true },
  { body: "see /usr/bin/env", holds: false },
  { body: "//signoff", holds: false },
  { body: "\\/signoff", holds: false },
  { body: "/ signoff", holds: false },
  { body: "／signoff", holds: false },
  { body: "/1", holds: false },
  { body: "", holds: false },
])("$body → $holds", ({ body, holds }) => {
  expect(mayHoldCommand(body)).toBe(holds);
});

it("answers about the longest comment GitHub takes, made of invisible characters", () => {
  expect(mayHoldCommand("\u200B".repeat(65_535))).toBe(false);
  expect(mayHoldCommand("\u200B\n".repeat(32_767))).toBe(false);
});
