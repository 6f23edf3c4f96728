import type { ReleaseDelivery } from "./event-shapes.ts";
import type { Asked, Context } from "./routed.ts";

export function routeRelease({ action, release }: ReleaseDelivery, { at }: Context): Asked {
  switch (action) {
    case "published":
    case "unpublished":
    case "created":
    case "edited":
    case "deleted":
    case "prereleased":
    case "released":
      return {
        job: "announce-release",
        payload: { ...at, releaseId: release.id },
        subject: `release-${at.repositoryId}-${release.id}`,
      };
    default:
      return "action-not-needed";
  }
}
