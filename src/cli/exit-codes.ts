import type { CompositeState } from "../policy/verdict.ts";
import type { ExitCode } from "./command-line.ts";

/** Everything between holding and failing cannot be told, or not yet. */
export function exitCodeOf(state: CompositeState): ExitCode {
  switch (state) {
    case "success":
      return 0;
    case "failure":
      return 1;
    case "action_required":
    case "in_progress":
      return 2;
  }
}
