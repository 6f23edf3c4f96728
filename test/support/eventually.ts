import { setTimeout as pause } from "node:timers/promises";

/** Polls until the claim holds. The limit only ends a test that has failed; it is not a measurement. */
export async function eventually(
  claim: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await claim())) {
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
    await pause(20);
  }
}
