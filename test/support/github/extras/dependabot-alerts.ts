import { type Extras, notAccessible, ok, refuse } from "../exchange.ts";
import type { World } from "../world.ts";

export interface NewDependabotAlert {
  readonly ghsa: string;
  readonly state?: "auto_dismissed" | "dismissed" | "fixed" | "open";
  readonly dismissedReason?: string;
  readonly scope?: "development" | "runtime" | null;
}

/** Dependabot alerts, newest first; emulate has none. The list has no page numbers, only a place to go on after. */
export function dependabotDesk({ seed, url }: World) {
  const alerts: unknown[] = [];
  let isSwitchedOn = true;

  const extras: Extras = {
    "GET /repos/{owner}/{repo}/dependabot/alerts": async (call) => {
      const { identity, query, path } = call;
      // Also of a public repository only to whoever may read them.
      if (identity.kind === "installation" && !("vulnerability_alerts" in identity.permissions)) return notAccessible;
      if (!isSwitchedOn) return refuse(403, "Dependabot alerts are disabled for this repository.");
      const size = Math.min(100, Number(query.get("per_page") ?? 30));
      const start = Number(Buffer.from(query.get("after") ?? "", "base64url").toString());
      const end = start + size;
      const next = new URLSearchParams(query);
      next.set("after", Buffer.from(String(end)).toString("base64url"));
      const link = end < alerts.length ? { link: `<${url}${path}?${next.toString()}>; rel="next"` } : {};
      return { ...ok(alerts.toReversed().slice(start, end)), headers: link };
    },
  };
  return {
    extras,
    ofTests: {
      /** As Dependabot finds them. Gives the number. */
      reportDependabotAlert: ({
        ghsa,
        state = "open",
        dismissedReason,
        scope = "runtime",
      }: NewDependabotAlert): number => {
        const number = alerts.length + 1;
        const at = `${url}/repos/${seed.owner}/${seed.repo}/dependabot/alerts/${number}`;
        const dependency = { package: { ecosystem: "npm", name: "odd" }, manifest_path: "package-lock.json", scope };
        const reason = { dismissed_reason: dismissedReason ?? null, dismissed_comment: null };
        alerts.push({ number, state, dependency, security_advisory: { ghsa_id: ghsa }, url: at, ...reason });
        return number;
      },
      /** One in GitHub's own words. */
      showDependabotAlert: (alert: unknown): void => void alerts.push(alert),
      switchDependabotAlerts: (on: boolean): void => {
        isSwitchedOn = on;
      },
    },
  };
}
