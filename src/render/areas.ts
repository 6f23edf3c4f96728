import { areaReason, signOffReasons } from "../policy/area/area-reason.ts";
import { shortSha } from "../policy/text/short-sha.ts";
import type { Area, AreaState, SignOffState } from "../policy/area/area.ts";
import type { Report } from "../policy/evaluate.ts";
import type { PullRequest } from "../policy/facts.ts";
import type { ReasonCode } from "../policy/reason.ts";
import { clip } from "./clip.ts";
import { cell, code, cut } from "./markdown.ts";
import { missingAreas } from "./missing-areas.ts";
import { fix, sentence } from "./reason.ts";
import { shareRows } from "./share-rows.ts";

/** One sign and the state in words, so that no meaning hangs on a colour or a picture. */
const areaWords: Readonly<
  Record<AreaState["state"], { readonly sign: "✅" | "⏳" | "❌" | "➖"; readonly says: string }>
> = {
  "not-required": { sign: "➖", says: "not touched" },
  signed: { sign: "✅", says: "signed" },
  unsigned: { sign: "⏳", says: "not signed" },
  partly: { sign: "⏳", says: "partly signed" },
  stale: { sign: "❌", says: "stale" },
  lapsed: { sign: "❌", says: "lapsed" },
  voided: { sign: "❌", says: "voided" },
  objected: { sign: "❌", says: "changes requested" },
  unreadable: { sign: "❌", says: "owners unknown" },
  "quorum-unreachable": { sign: "❌", says: "too few owners" },
  "files-unknown": { sign: "❌", says: "files unknown" },
};

// One area with hundreds of signers must not crowd out the others.
const rowBytes = 8_000;

/** The table of areas in the order of the configuration; undefined when there are none. */
export function renderAreas(areas: readonly AreaState[], pullRequest: PullRequest, bytes: number): string | undefined {
  if (areas.length === 0) return undefined;
  const rows = shareRows(areas, {
    bytes,
    mostBytes: rowBytes,
    render: (state, most) => renderArea(state, pullRequest, most),
    name: (state) => `${code(state.area.name)} ${areaWords[state.state].says}`,
    lastRow: (text) => `| … | | | ${cell(text)} |`,
    isVital: isRemarkable,
  });
  return ["| Area | State | Who | Why |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function renderArea(state: AreaState, pullRequest: PullRequest, bytes: number): string {
  const longest = bytes < roomyBytes ? 40 : 300;
  const start = `| ${cell(nameOf(state, longest))} | ${areaInWords(state)} |`;
  const half = Math.floor((bytes - Buffer.byteLength(start)) / 2);
  return `${start} ${lines(renderSigners(state, longest), half)} | ${lines(explain(state, pullRequest), half)} |`;
}

// With less than this for a row, paths and notes in it are cut short.
const roomyBytes = 2_000;

/**
 * Areas that are required, those that a gate asks for although nothing touches them, as it sees them, and those that
 * somebody signed before the change was reverted.
 */
export function shownAreas({ areas, gates }: Report): readonly AreaState[] {
  const asked = new Set(gates.flatMap((gate) => missingAreas(gate)?.names ?? []));
  return areas
    .map((each) => (each.state === "not-required" && asked.has(each.area.name) ? asAsked(each) : each))
    .filter(({ state, signOffs }) => state !== "not-required" || signOffs.length > 0);
}

function asAsked(state: AreaState): AreaState {
  return { ...state, state: state.asRequired };
}

export function isOpen({ state }: AreaState): boolean {
  return state !== "signed" && state !== "not-required";
}

/** Signed by the author or by an agent: it counts, and must not be overlooked. */
export function isRemarkable({ state, signOffs }: AreaState): boolean {
  return state === "signed" && signOffs.some(isRemarkableSignOff);
}

function isRemarkableSignOff({ standing, isSelfSigned, capacity }: SignOffState): boolean {
  return standing.state === "live" && (isSelfSigned || capacity === "agent");
}

/** What is wrong with an area that must sign, in words; undefined for one that only waits. */
export function troubleOf({ asRequired }: AreaState): string | undefined {
  const { sign, says } = areaWords[asRequired];
  return sign === "❌" ? says : undefined;
}

function nameOf({ area, touchedPaths }: AreaState, longest: number): string {
  const name = area.title === area.name ? code(area.name) : `${code(area.name)} (${code(cut(area.title, 100))})`;
  const [path] = touchedPaths;
  // Code owners of one area share its name, and only their files tell them apart.
  if (area.files.kind !== "paths" || path === undefined) return name;
  const others = touchedPaths.length - 1;
  return `${name}: ${code(cut(path, longest))}${others === 0 ? "" : ` and ${others} more`}`;
}

/** "partly signed, 1 of 2"; where one signature is enough the number says nothing. */
export function areaInWords({ state, votes: { have, need } }: AreaState): string {
  const { sign, says } = areaWords[state];
  return need !== undefined && need > 1 ? `${sign} ${says}, ${have} of ${need}` : `${sign} ${says}`;
}

/** What must not be overlooked comes first. */
function renderSigners({ area, signOffs, gateBackups }: AreaState, longestNote: number): readonly string[] {
  const remarkableFirst = (a: SignOffState, b: SignOffState) =>
    Number(isRemarkableSignOff(b)) - Number(isRemarkableSignOff(a));
  const who = [
    ...signOffs.toSorted(remarkableFirst).map((signOff) => renderSigner(signOff, area, longestNote)),
    ...gateBackups.map((gate) => `gate ${code(gate)} (backup)`),
  ];
  return who.length === 0 ? ["nobody"] : who;
}

/** "Signed by `bob` (backup for `alice`) at `a413cfc`, carried over: `verified on canary`". */
function renderSigner(signOff: SignOffState, area: Area, longestNote: number): string {
  const { by, headSha, note, standing } = signOff;
  const marks = marksOf(signOff, area);
  const who = `${code(by.login)}${marks.length === 0 ? "" : ` (${marks.join(", ")})`} at ${commit(headSha)}`;
  const said = note === undefined ? "" : `: ${code(cut(note, longestNote))}`;
  if (standing.state !== "live") return `${who}, ${standingWords[standing.state]}${said}`;
  return `Signed by ${who}${standing.carriedOver ? ", carried over with the same diff" : ""}${said}`;
}

const standingWords: Readonly<Record<Exclude<SignOffState["standing"]["state"], "live">, string>> = {
  stale: "stale",
  lapsed: "lapsed",
  withdrawn: "withdrawn",
  revoked: "revoked",
  voided: "voided",
  "not-counted": "does not count",
};

/** Said every time, whatever it means for the verdict. */
function marksOf({ capacity, isSelfSigned, via }: SignOffState, { shownOwners }: Area): readonly string[] {
  const [owner, ...others] = shownOwners;
  const backup = owner === undefined || others.length > 0 ? "backup" : `backup for ${code(owner)}`;
  return [
    ...(isSelfSigned ? ["self-signed"] : []),
    ...(capacity === "backup" ? [backup] : []),
    ...(capacity === "agent" ? ["agent"] : []),
    ...(via === "approval" ? ["by approving"] : []),
  ];
}

/** What was restored after a loss may have no commit any more. */
function commit(headSha: string): string {
  return headSha === "" ? "an unknown commit" : code(shortSha(headSha));
}

// They say who signed, which is said beside them.
const tellWho: readonly ReasonCode[] = ["area-unsigned", "area-signed", "area-partly-signed"];

/** The state, each sign-off that does not count, and what to do; what several share is said once. */
function explain(state: AreaState, pullRequest: PullRequest): readonly string[] {
  const reasons = [areaReason(state, pullRequest), ...signOffReasons(state, pullRequest)];
  const sentences = reasons.filter((reason) => !tellWho.includes(reason.code)).map(sentence);
  const fixes = isOpen(state) ? reasons.map(fix).filter((text) => text !== undefined) : [];
  const parts = [...new Set([...sentences, ...fixes])];
  return parts.length === 0 ? ["Nothing is missing."] : parts;
}

function lines(parts: readonly string[], bytes: number): string {
  return clip(parts.map(cell), bytes, (left) => `… ${left} more`).join("<br>");
}
