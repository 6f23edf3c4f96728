import type { FindingRow, NotChecked, PackageAt } from "../../policy/advisory/findings/finding.ts";
import { whyNotChecked } from "../../render/advisory/not-checked.ts";
import { lineWidth } from "./finding-table.ts";
import { paragraph, plainText } from "./fit-cell.ts";
import type { LocalScan } from "./scan-scene.ts";

// Of each kind so many are named.
const mostNamed = 5;

/** What was looked at and decides nothing, and what could not be looked at. With a base only what is new. */
export function asideLines({ found, change }: LocalScan): readonly string[] {
  const disputed = change?.sides.doubtful.disputed ?? found.disputed.map(withAdvisory);
  const boundaries = change?.sides.boundaries ?? found.boundaries;
  return [
    ...notCheckedLines(found.notChecked),
    ...aside("Of packages inside a module, which decide nothing", change?.sides.doubtful.module ?? []),
    ...aside("Disputed between two databases, which decide nothing", disputed),
    ...aside("Prereleases of the version in which it begins, which order before it", boundaries.map(withAdvisory)),
  ];
}

function notCheckedLines(notChecked: readonly NotChecked[]): readonly string[] {
  const groups = [...Map.groupBy(notChecked, ({ why }) => why)];
  if (groups.length === 0) return [];
  const lines = groups.flatMap(([why, those]) => {
    const words = `${those.length} ${whyNotChecked[why]}`;
    return paragraph(`${words}: ${namesOf(those.map(inWords))}`, lineWidth - 2).map((line) => `  ${line}`);
  });
  return [`Not checked: ${notChecked.length}`, ...lines];
}

function aside(title: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : paragraph(`${title} (${names.length}): ${namesOf(names)}`, lineWidth);
}

function namesOf(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return `${distinct.slice(0, mostNamed).map(plainText).join(", ")}${distinct.length > mostNamed ? ", …" : ""}`;
}

function inWords({ package: name, version }: PackageAt): string {
  return plainText(`${name} ${version}`);
}

function withAdvisory(row: PackageAt & Pick<FindingRow, "advisory">): string {
  return `${plainText(row.advisory)} in ${inWords(row)}`;
}
