import type { FileList } from "../../facts.ts";
import { type Reason, reason } from "../../reason.ts";

/** Whoever changes what judges them reports on themselves. */
export function selfReport({ files, isComplete }: FileList, file: string): readonly Reason[] {
  const isChanged = files.some(({ path, previousPath }) => path === file || previousPath === file);
  if (isChanged) return [reason("self-reported", { file })];
  return isComplete ? [] : [reason("self-reported-unknown", { file })];
}
