import { expect, it } from "vitest";
import { mayHoldCommand, mayHoldTriage } from "../../src/ingest/may-hold-command.ts";

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

it.for(["\u200B", "\u200B\n", "\uFEFF ", " ", "\t\u2028", ">", "\u200B>\u200B", "/", "\u00A0\u200D"])(
  "T46: the longest comment that GitHub takes, made of %j, is read at once",
  (atom) => {
    const text = `${atom.repeat(65_534 / atom.length)}x/`;
    expect([mayHoldCommand(text), mayHoldTriage(text)]).toEqual([false, false]);
  },
);

it.for([
  { body: "/triage undo", command: false, triage: true },
  { body: "Thanks.\r\n\r\n/advisory rescan", command: false, triage: true },
  { body: "> \u200B/Triage", command: false, triage: true },
  { body: "/triage undo\n/signoff runtime", command: true, triage: true },
  { body: "/triages", command: true, triage: false },
  { body: "/triage-me", command: true, triage: false },
  { body: "see /triage undo", command: false, triage: false },
])("$body may hold a command: $command, a triage command: $triage", ({ body, command, triage }) => {
  expect([mayHoldCommand(body), mayHoldTriage(body)]).toEqual([command, triage]);
});
