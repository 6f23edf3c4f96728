import { eventually } from "./eventually.ts";

/** GitHub's times are whole seconds: what must be later by them waits for the next one. */
export async function nextSecond(): Promise<void> {
  const second = Math.floor(Date.now() / 1000);
  await eventually(() => Math.floor(Date.now() / 1000) > second, "the second is over");
}
