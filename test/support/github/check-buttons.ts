import type { CheckStore } from "./check-store.ts";
import type { World } from "./world.ts";

/** The buttons that GitHub shows on a check run of the App. Only the App that made the run hears of them. */
export function checkButtonsOf({ emit, seed }: World, checks: CheckStore, login: string) {
  async function press(checkRunId: number, action: string, more: object): Promise<void> {
    const run = checks.find(checkRunId);
    if (!run) throw new Error(`there is no check run ${checkRunId}`);
    if (run.appId !== seed.apps[0].id) return;
    await emit("check_run", { action, check_run: await checks.runObject(run), ...more }, login);
  }
  return {
    rerequestCheck: (checkRunId: number) => press(checkRunId, "rerequested", {}),
    requestAction: (checkRunId: number, identifier: string) =>
      press(checkRunId, "requested_action", { requested_action: { identifier } }),
  };
}
