import type { AreaState } from "../area/area.ts";
import { shortSha } from "../text/short-sha.ts";
import { areaNames, type CommandContext, type Decision, defineCommand, done, refused } from "../command.ts";
import { reason } from "../reason.ts";
import { lineOf, parseArguments, whyTooLong } from "../decision/arguments.ts";
import { bindHead } from "../decision/bind-head.ts";
import { type ChosenAreas, chooseAreas, everyArea, type NamedArea } from "../decision/choose-areas.ts";
import { combine } from "../decision/combine.ts";
import { whyNotSign } from "../decision/may-sign.ts";
import { signArea } from "../decision/sign-area.ts";
import { whyUnbound } from "../decision/spoken-code.ts";
import { parseWithdrawal, withdraw } from "../decision/withdraw.ts";

export const signoffCommand = defineCommand({
  name: "signoff",
  aliases: ["sign-off"],
  usage: "/signoff AREA [AREA …] [@SHA] [-- NOTE]",
  summary: "Sign off areas at the present head.",
  examples: [
    "/signoff runtime",
    "/signoff runtime api",
    "/signoff runtime @0a9ddbc",
    "/signoff runtime -- verified on canary",
    "/signoff all",
    "/signoff cancel runtime",
    "/signoff status",
    "/signoff help",
  ],
  who: "Owners of the area and their backups.",
  needs: () => ["areas"],
  parse: parseSignoff,
  decide: (request, context) => {
    const [first] = request.areas;
    if (isWord(request, "help")) return done(reason("help", {}));
    if (isWord(request, "status")) return done(reason("rechecked", {}));
    if (!context.pullRequest.isOpen) return refused(reason("pull-request-closed", {}));
    const tooLong = whyTooLong(request.note);
    if (tooLong !== undefined) return refused(tooLong);
    if (first?.toLowerCase() === "cancel")
      return withdraw(parseWithdrawal(request.text.replace(/^\s*cancel/i, "")), context);
    if (first === undefined) return askWhich(context);
    const chosen = isWord(request, "all") ? everythingOf(context) : chosenFrom(request, context);
    return chosen.state === "refused" ? refused(chosen.why) : signAll(chosen.areas, request, context);
  },
});

interface SignoffRequest {
  readonly text: string;
  /** As typed. */
  readonly areas: readonly string[];
  readonly sha: string | undefined;
  readonly note: string;
}

/** `AREA, AREA @SHA -- NOTE`. */
export function parseSignoff(text: string): SignoffRequest {
  const { words, note } = parseArguments(text);
  const last = words.at(-1);
  const sha = last !== undefined && /^@[0-9a-f]{7,64}$/i.test(last) ? last.slice(1).toLowerCase() : undefined;
  return { text, areas: sha === undefined ? words : words.slice(0, -1), sha, note };
}

function isWord({ areas }: SignoffRequest, word: string): boolean {
  return areas.length === 1 && areas[0]?.toLowerCase() === word;
}

function chosenFrom({ areas, sha, note }: SignoffRequest, context: CommandContext): ChosenAreas {
  const pin = sha === undefined ? [] : [`@${sha}`];
  return chooseAreas(areas, context, (words) => lineOf("signoff", [...words, ...pin], note));
}

/** Never guessed, also when only one area can be meant. */
function askWhich(context: CommandContext): Decision {
  const [only, ...others] = waitingFor(context);
  if (context.areas.length === 0) return refused(reason("no-areas-defined", {}));
  if (only !== undefined && others.length === 0) {
    return refused(reason("area-guessed", { command: `/signoff ${only.area.name}` }));
  }
  return refused(reason("area-required", { command: "/signoff AREA" }), reason("help", {}));
}

function everythingOf(context: CommandContext): ChosenAreas {
  const { areas, actor } = context;
  const waiting = waitingFor(context);
  if (waiting.length > 0) return { state: "chosen", areas: everyArea(waiting, "all") };
  const owned = areas.filter(({ people }) => people.signers.some(({ id }) => id === actor.id));
  if (areas.length === 0) return { state: "refused", why: reason("no-areas-defined", {}) };
  const why =
    owned.length === 0
      ? reason("owns-nothing", { actor: actor.login, areas: areaNames(areas) })
      : reason("nothing-to-sign", { actor: actor.login, areas: areaNames(owned) });
  return { state: "refused", why };
}

/** Required areas that are not signed yet and that the actor may sign and has not. */
function waitingFor(context: CommandContext): readonly AreaState[] {
  return context.areas.filter(
    (state) =>
      state.state !== "not-required" &&
      state.state !== "signed" &&
      !state.signOffs.some(({ by, standing }) => by.id === context.actor.id && standing.state === "live") &&
      whyNotSign(state, context) === undefined,
  );
}

function signAll(areas: readonly NamedArea[], request: SignoffRequest, context: CommandContext): Decision {
  const { sha, note } = request;
  const command = lineOf("signoff", [...request.areas, `@${shortSha(context.pullRequest.headSha)}`], note);
  const binding = bindHead(sha, context);
  return combine(
    areas.flatMap(({ states, word }) => {
      const judged = states.map((state) => ({ state, why: whyNotSign(state, context) }));
      const mine = judged.filter(({ why }) => why === undefined).map(({ state }) => state);
      // Code owners split an area: whoever owns a part of it signs that part.
      if (mine.length === 0) return judged.flatMap(({ why }) => (why === undefined ? [] : refused(why)));
      if (binding.state !== "bound") return [refused(whyUnbound(binding, context, command))];
      const signing = { binding, word, note, command, isPinned: sha !== undefined };
      return mine.map((state) => signArea(state, signing, context));
    }),
  );
}
