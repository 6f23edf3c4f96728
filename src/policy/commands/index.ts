import type { Command } from "../command.ts";
import { concernCommand } from "./concern.ts";
import { failCommand } from "./fail.ts";
import { gatesCommand } from "./gates.ts";
import { helpCommand } from "./help.ts";
import { holdCommand } from "./hold.ts";
import { passCommand } from "./pass.ts";
import { recheckCommand } from "./recheck.ts";
import { resolveCommand } from "./resolve.ts";
import { retitleCommand } from "./retitle.ts";
import { signoffCommand } from "./signoff.ts";
import { unholdCommand } from "./unhold.ts";
import { unsignoffCommand } from "./unsignoff.ts";
import { waiveCommand } from "./waive.ts";

/** Every slash command, in the order that help lists them. */
export const commands: readonly Command[] = [
  signoffCommand,
  unsignoffCommand,
  holdCommand,
  unholdCommand,
  concernCommand,
  resolveCommand,
  passCommand,
  failCommand,
  waiveCommand,
  retitleCommand,
  gatesCommand,
  recheckCommand,
  helpCommand,
];
