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
    rerequestCheck: async (checkRunId: number) => {
      const run = checks.find(checkRunId);
      if (run) checks.rerequest(run.appId, run.headSha);
      await press(checkRunId, "rerequested", {});
    },
    /** All checks of the App at a commit. */
    rerequestSuite: async (headSha: string) => {
      const [{ id }] = seed.apps;
      checks.rerequest(id, headSha);
      const suite = await checks.suiteObject(checks.suite(id, headSha));
      await emit("check_suite", { action: "rerequested", check_suite: suite }, login);
    },
    requestAction: (checkRunId: number, identifier: string) =>
      press(checkRunId, "requested_action", { requested_action: { identifier } }),
  };
}
