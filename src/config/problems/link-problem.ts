import type { ConfigProblem } from "../problems.ts";

/** A configuration that is a symbolic link, wherever it leads. */
export const linkProblem: ConfigProblem = {
  line: 1,
  column: 1,
  path: [],
  says: "it is a symbolic link",
  fix: "Write it as a plain file, because whoever changes its target changes the rules without touching it.",
};
