import type { Command } from "../command.ts";
import { helpCommand } from "./help.ts";
import { recheckCommand } from "./recheck.ts";
import { retitleCommand } from "./retitle.ts";
import { signoffCommand } from "./signoff.ts";

/** Every slash command, in the order that help lists them. */
export const commands: readonly Command[] = [signoffCommand, retitleCommand, recheckCommand, helpCommand];
