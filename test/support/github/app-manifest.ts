import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const AppManifest = z.object({
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()),
});

/** What `app.yml` declares: the App may do exactly that here, and hears of exactly that. */
export function declaredPermissionsAndEvents() {
  const file = new URL("../../../app.yml", import.meta.url);
  const { default_permissions: permissions, default_events: events } = AppManifest.parse(
    parse(readFileSync(file, "utf8")),
  );
  // GitHub sends these to every App, without a subscription.
  return { permissions, events: [...events, "installation", "installation_repositories"] };
}
