import { type AreaState, filesOfArea, findArea } from "../area/area.ts";
import { digestArea, namedDigests } from "../area/area-digest.ts";
import { areaNames, type CommandContext, type Decision, defineCommand, done, refused } from "../command.ts";
import type { SignOff } from "../area/ledger.ts";
import { nearest } from "../text/nearest.ts";
import { type Reason, reason } from "../reason.ts";
import { areaReason, shortSha } from "../area/area-reason.ts";

const noteLimit = 280;

export const signoffCommand = defineCommand({
  name: "signoff",
  aliases: ["sign-off"],
  usage: "/signoff AREA [AREA …] [@SHA] [-- NOTE]",
  summary: "Sign off areas at the present head.",
  examples: ["/signoff runtime", "/signoff runtime api", "/signoff runtime -- verified on canary", "/signoff all"],
  who: "Owners of the area.",
  needs: () => ["areas"],
  parse: parseRequest,
  decide: (request, context) => {
    if (request.names === "help") return done(reason("help", {}));
    if (request.names === "status") return done(reason("rechecked", {}));
    if (!context.pullRequest.isOpen) return refused(reason("pull-request-closed", {}));
    if (context.areas.length === 0) return refused(reason("no-areas-defined", {}));
    if (request.note.length > noteLimit) {
      return refused(reason("note-too-long", { length: String(request.note.length), limit: String(noteLimit) }));
    }
    const areas = chooseAreas(request.areas, context);
    if (!Array.isArray(areas)) return refused(areas);
    const wrongHead = bindHead(request, context);
    return combine(
      areas.map((area) => {
        const why = whyNot(area, context) ?? wrongHead;
        return why === undefined ? sign(area, request.note, context) : refused(why);
      }),
    );
  },
});

interface Request {
  /** In lower case, up to the note. */
  readonly names: string;
  readonly areas: readonly string[];
  readonly sha: string | undefined;
  readonly note: string;
}

/** `AREA, AREA @SHA -- NOTE`. Everything from the first word `--` on is the note. */
function parseRequest(text: string): Request {
  const dashes = /(?:^|\s)--(?=\s|$)/u.exec(text);
  const note = dashes === null ? "" : text.slice(dashes.index + dashes[0].length).trim();
  const names = text.slice(0, dashes?.index).trim();
  const tokens = names.split(/[\s,]+/u).filter((token) => token !== "");
  const last = tokens.at(-1);
  const sha = last !== undefined && /^@[0-9a-f]{7,64}$/i.test(last) ? last.slice(1).toLowerCase() : undefined;
  return { names: names.toLowerCase(), areas: sha === undefined ? tokens : tokens.slice(0, -1), sha, note };
}

/** One unknown word refuses the whole line: it may be prose, and `/signoff runtime not yet` must not sign. */
function chooseAreas(names: readonly string[], { areas, actor }: CommandContext): AreaState[] | Reason {
  if (names.length === 0) return reason("area-required", { command: "/signoff AREA", areas: areaNames(areas) });
  if (names.length === 1 && names[0]?.toLowerCase() === "all") {
    const mine = areas.filter(
      ({ state, people }) => people.entitledIds.includes(actor.id) && state !== "not-touched" && state !== "signed",
    );
    return mine.length > 0 ? mine : nothingToSign(areas, actor);
  }
  const chosen: AreaState[] = [];
  for (const name of names) {
    const found = findArea(
      areas.map(({ area }) => area),
      name,
    );
    const state = areas.find(({ area }) => area === found);
    if (state === undefined) return unknownArea(name, names, areas);
    if (!chosen.includes(state)) chosen.push(state);
  }
  return chosen;
}

function nothingToSign(areas: readonly AreaState[], actor: CommandContext["actor"]): Reason {
  const owned = areas.filter(({ people }) => people.entitledIds.includes(actor.id));
  if (owned.length === 0) return reason("owns-nothing", { actor: actor.login, areas: areaNames(areas) });
  return reason("nothing-to-sign", { actor: actor.login, areas: areaNames(owned) });
}

function unknownArea(name: string, names: readonly string[], areas: readonly AreaState[]): Reason {
  const known = areas.flatMap(({ area }) => [area.name, ...area.aliases]);
  const guess = nearest(name, known);
  const listed = areaNames(areas);
  if (guess === undefined) return reason("no-such-area", { area: name, areas: listed });
  const command = `/signoff ${names.map((each) => (each === name ? guess : each)).join(" ")}`;
  return reason("did-you-mean-area", { area: name, command, areas: listed });
}

/**
 * Undefined when the comment binds to the present head. A comment written before the head could be seen, or within
 * the grace after it, may mean the code before: then it signs nothing and says which line would.
 */
function bindHead({ areas, sha, note }: Request, context: CommandContext): Reason | undefined {
  const head = context.pullRequest.headSha;
  if (sha !== undefined && !head.startsWith(sha)) {
    return reason("head-not-current", { given: sha, head: shortSha(head) });
  }
  if (sha === head) return undefined;
  // A short id can be met by another commit that was made for it, but not before it was there. GitHub's comment times
  // are whole seconds, so the head's time is compared as one too.
  const seenAt = Math.floor(context.headSeenAt.getTime() / 1000) * 1000;
  if (seenAt <= context.comment.at.getTime() - (sha === undefined ? context.graceMs : 0)) return undefined;
  const command = `/signoff ${areas.join(" ")} @${shortSha(head)}${note === "" ? "" : ` -- ${note}`}`;
  return reason("head-moved", { head: shortSha(head), grace: `${context.graceMs / 1000} s`, command });
}

/** Why the actor cannot sign this area; undefined when they can. */
function whyNot(state: AreaState, context: CommandContext): Reason | undefined {
  const { actor, pullRequest } = context;
  const { owners, name } = state.area;
  const command = `/signoff ${name}`;
  if (actor.isMachine) return reason("bot-cannot-sign", { actor: actor.login, owners, command });
  if (state.people.problem !== undefined) return reason("area-owners-unreadable", { problem: state.people.problem });
  if (!state.people.entitledIds.includes(actor.id)) {
    const base = pullRequest.baseBranch;
    return reason("not-an-owner", { actor: actor.login, area: name, owners, command, base });
  }
  if (actor.id === pullRequest.author?.id && !context.allowsSelfSignoff) {
    const others = owners.filter((owner) => owner.toLowerCase() !== actor.login.toLowerCase());
    if (others.length === 0) return reason("self-signoff-alone", { actor: actor.login, area: name });
    return reason("self-signoff-denied", { actor: actor.login, owners: others, command });
  }
  // What is signed could not be told apart from what is not.
  return state.state === "files-unknown" ? areaReason(state, pullRequest) : undefined;
}

function sign(state: AreaState, note: string, context: CommandContext): Decision {
  const { actor, pullRequest, files } = context;
  const { area } = state;
  const digest = digestArea(filesOfArea(area, files.files), files.isComplete);
  const fileDigests = namedDigests(digest);
  const entry: SignOff = {
    kind: "signed",
    area: area.name,
    actor: { id: actor.id, login: actor.login },
    headSha: pullRequest.headSha,
    baseBranch: pullRequest.baseBranch,
    areaDigest: digest.digest ?? null,
    ...(fileDigests === undefined ? {} : { fileDigests }),
    commentId: context.comment.id,
    bodySha256: context.comment.bodySha256,
    at: context.comment.at.toISOString(),
    ...(note === "" ? {} : { note }),
  };
  const code = state.state === "not-touched" ? "area-not-required" : "signed";
  return { ...done(reason(code, { area: area.name, head: shortSha(pullRequest.headSha) })), entries: [entry] };
}

/** Each area stands for itself: what can be signed is signed, and one refusal makes the answer a refusal in words. */
function combine(decisions: readonly Decision[]): Decision {
  return {
    outcome: decisions.some(({ outcome }) => outcome === "refused") ? "refused" : "done",
    // What is wrong with the whole line is said once.
    reasons: [...new Set(decisions.flatMap(({ reasons }) => reasons))],
    entries: decisions.flatMap(({ entries }) => entries),
  };
}
