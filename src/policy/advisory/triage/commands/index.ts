import { acceptRiskCommand } from "./accept-risk.ts";
import { assignCommand } from "./assign.ts";
import { deferCommand } from "./defer.ts";
import { fixedByCommand } from "./fixed-by.ts";
import { helpCommand } from "./help.ts";
import { notAffectedCommand } from "./not-affected.ts";
import { reopenCommand } from "./reopen.ts";
import { rescanCommand } from "./rescan.ts";
import { severityCommand } from "./severity.ts";
import type { TriageCommand } from "./triage-command.ts";
import { undoCommand } from "./undo.ts";

/** Everything that can stand behind `/triage`, in the order that help lists it. */
export const triageCommands: readonly TriageCommand[] = [
  acceptRiskCommand,
  notAffectedCommand,
  deferCommand,
  fixedByCommand,
  severityCommand,
  assignCommand,
  reopenCommand,
  undoCommand,
  rescanCommand,
  helpCommand,
];
