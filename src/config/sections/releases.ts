import { z } from "zod";
import { DestinationName } from "./destination-name.ts";
import { inactiveKeys } from "./inactive.ts";

const Route = z.union([DestinationName, z.array(DestinationName).max(10)]);

export const ReleasesConfig = z.strictObject({
  tag: z
    .string()
    .max(100)
    .regex(/^[^<>\s]*<version>[^<>\s]*$/)
    .default("v<version>")
    .meta({ description: "What a release tag looks like, with `<version>` once. Other tags are not announced." }),
  announce: z
    .strictObject({
      stable: Route.optional().meta({ description: "Destination, or list of destinations, of stable releases." }),
      prerelease: Route.optional().meta({
        description: "Destination, or list of destinations, of prereleases. Without it they are not announced.",
      }),
      ...inactiveKeys("releases.announce"),
    })
    .optional()
    .meta({ description: "Where releases are announced. The operator grants each destination to repositories." }),
  ...inactiveKeys("releases"),
});
export type ReleasesConfig = z.infer<typeof ReleasesConfig>;
