import type { TriageEvent, TriagePlan } from "../../../../src/policy/advisory/triage/triage-plan.ts";

/**
 * A plan in one line: "#1 update (new in web/Cargo.lock: h2), mark ignored; quiet RUSTSEC-… gone; 2 postponed". Issues
 * about which nothing is told are left out.
 */
export function inWords({ changes, quietEvents, postponed, heldBack }: TriagePlan): string {
  return [
    ...changes.flatMap(({ advisory, number, events }) => {
      const words = events.map(eventInWords).join(", ");
      return words === "" ? [] : [`${number === undefined ? advisory : `#${number}`} ${words}`];
    }),
    ...quietEvents.map(({ advisory, event }) => `quiet ${advisory} ${eventInWords(event)}`),
    ...(postponed.length === 0 ? [] : [`${postponed.length} postponed`]),
    ...heldBack.map((advisory) => `held back ${advisory}`),
  ]
    .join("; ")
    .replaceAll("RUSTSEC-2099-000", "R");
}

function eventInWords(event: TriageEvent): string {
  switch (event.kind) {
    case "update": {
      const news = event.news.map((each) => {
        switch (each.kind) {
          case "new-place":
            return `new in ${each.lockfile}: ${each.package}`;
          case "fix-available":
            return `fix ${each.version}`;
          case "rating-up":
            return `${each.from} to ${each.to}`;
        }
      });
      return news.length === 0 ? "update" : `update (${news.join(", ")})`;
    }
    case "ignored-from-the-start":
      return event.isBack ? "ignored, back" : "ignored";
    case "close":
      if (event.unscanned !== undefined) return `close (not scanned: ${event.unscanned.join(", ")})`;
      return event.into === undefined ? "close" : `close (told by ${event.into})`;
    case "unproved":
      return `unproved (${event.places.map(({ package: name, version, why }) => `${name} ${version}: ${why}`).join(", ")})`;
    case "reopen-asked":
      return `reopen asked by ${event.by}`;
    case "renamed":
      return `renamed from ${event.from}`;
    case "mark-ignored":
      return "mark ignored";
    case "uncovered":
      return `uncovered (${event.because})`;
    case "remind":
      return `remind: ${event.of} ${event.what}`;
    case "decision-undone":
    case "still-locked":
      return `${event.kind} #${event.pullRequest}`;
    case "open":
    case "withdrawn":
    case "reopen":
    case "still-affected":
    case "propose-ignore":
    case "propose-removal":
      return event.kind;
  }
}
