import type { IssuesDelivery, LabelDelivery, MilestoneDelivery } from "./event-shapes.ts";
import { type Asked, type Context, noteChange } from "./routed.ts";

/** What can change how many open issues have a label or a milestone. Pull requests have an event of their own. */
export function routeIssues({ action }: IssuesDelivery, context: Context): Asked {
  switch (action) {
    case "opened":
    case "closed":
    case "reopened":
    case "labeled":
    case "unlabeled":
    case "milestoned":
    case "demilestoned":
    case "deleted":
    case "transferred":
      return noteChange({ about: "issues" }, context);
    default:
      return "action-not-needed";
  }
}

export function routeLabel({ action, changes }: LabelDelivery, context: Context): Asked {
  return routeName(action, changes?.name !== undefined, context);
}

export function routeMilestone({ action, changes }: MilestoneDelivery, context: Context): Asked {
  return routeName(action, changes?.title !== undefined, context);
}

/** Under another name no issue is found by the old one, and GitHub does not tell of each issue that has it. */
function routeName(action: string, isRenamed: boolean, context: Context): Asked {
  const comesOrGoes = action === "created" || action === "deleted" || (action === "edited" && isRenamed);
  return comesOrGoes ? noteChange({ about: "issues" }, context) : "action-not-needed";
}
