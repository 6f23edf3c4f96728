import { counted } from "../../policy/text/counted.ts";
import { shortSha } from "../../policy/text/short-sha.ts";
import { utcMinute } from "../../policy/text/utc-minute.ts";
import { plainSentence } from "../../render/plain-reason.ts";
import type { ExitCode } from "../command-line.ts";
import type { Terminal } from "../terminal.ts";
import { asideLines } from "./aside-lines.ts";
import { changeLines } from "./change-lines.ts";
import { acceptedLines, commandLines, findingLines } from "./finding-lines.ts";
import { lineWidth } from "./finding-table.ts";
import { paragraph, plainText } from "./fit-cell.ts";
import { ignoreLines } from "./ignore-lines.ts";
import type { LocalScan } from "./scan-scene.ts";
import { countKinds, isGrave } from "./scan-verdict.ts";

type Paint = Terminal["paint"];

/** The scan for people: what there is to do comes first. */
export function scanLines(scan: LocalScan, code: ExitCode, paint: Paint): readonly string[] {
  const [first = "", ...rest] = paragraph(`${code === 0 ? "✅" : "❌"} ${capitalised(headline(scan))}`, lineWidth);
  const sections = [
    whyLines(scan),
    ...(scan.change === undefined ? standingLines(scan, paint) : changeLines(scan.change.sides, paint)),
    asideLines(scan),
    ignoreLines(scan.policies),
  ];
  return [
    paint(code === 0 ? "green" : "red", first),
    ...rest,
    ...scope(scan).flatMap((sentence) => paragraph(sentence, lineWidth)),
    ...sections.flatMap((lines) => (lines.length === 0 ? [] : ["", ...lines])),
  ];
}

function headline({ troubles, unanswered, change, met }: LocalScan): string {
  const open = met.filter(({ ignore }) => ignore === undefined);
  const grave = open.filter(isGrave);
  const others = open.filter((each) => !isGrave(each));
  const missing = [
    ...(troubles.length === 0 ? [] : [`${counted(troubles.length, "lockfile")} could not be read`]),
    ...(change === undefined && unanswered.length > 0
      ? [`not everything is known about ${counted(unanswered.length, "package")}`]
      : []),
  ];
  if (change !== undefined) return [...missing, plainSentence(change.verdict.reason)].join("; ");
  const found = [
    ...(open.length === 0 ? [] : [`${countKinds([...grave, ...others])} that nobody has accepted`]),
    ...(open.length === 0 && met.length > 0 ? [`all that is met is accepted: ${countKinds(met)}`] : []),
    ...(met.length === 0 ? ["no advisory is met"] : []),
  ];
  return [...missing, ...found].join("; ");
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

// Longer lists are counted.
const longestNames = 50;

function scope({ scene, found, lockfiles, change }: LocalScan): readonly string[] {
  const { checked, from } = found;
  const names = plainText(lockfiles.join(", "));
  const where = names === "" || names.length > longestNames ? counted(lockfiles.length, "lockfile") : names;
  const age = from.asOf === undefined ? "" : ` as of ${utcMinute(from.asOf)}`;
  const stale = from.isStale ? " That is old, or not whole: what is newer is not known." : "";
  const base = change && `Compared with ${plainText(change.base.baseName)} at ${shortSha(change.base.forkSha)}.`;
  const work = scene.isCheckout ? "What is not committed counts too." : undefined;
  const more = [base, work].filter((sentence) => sentence !== undefined).join(" ");
  return [
    `${counted(checked, "package version")} of ${where}, looked up in ${from.source}${age}.${stale}`,
    ...(more === "" ? [] : [more]),
  ];
}

/** What fails stands in the tables, with its way out; what cannot be told, or waits for somebody, has its reasons. */
function whyLines({ change }: LocalScan): readonly string[] {
  if (change === undefined || change.verdict.state === "fail") return [];
  const { details = [] } = change.verdict;
  return details.flatMap((each) => paragraph(`- ${plainSentence(each)}`, lineWidth));
}

function standingLines({ met, inPart }: LocalScan, paint: Paint): readonly (readonly string[])[] {
  const open = met.filter(({ ignore }) => ignore === undefined);
  return [findingLines([...open, ...inPart], paint), commandLines(open), acceptedLines(met)];
}
