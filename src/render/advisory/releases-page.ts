import type { FindingRow } from "../../policy/advisory/findings/finding.ts";

const pages: ReadonlyMap<string, (name: string) => string> = new Map([
  ["crates.io", (name) => `https://crates.io/crates/${name}/versions`],
  ["npm", (name) => `https://www.npmjs.com/package/${name}?activeTab=versions`],
  ["PyPI", (name) => `https://pypi.org/project/${name}/#history`],
  ["Go", (name) => `https://pkg.go.dev/${name}?tab=versions`],
]);

/** Where the releases of a package are listed; undefined where its name is none that the registry takes. */
export function releasesPage({
  ecosystem,
  package: name,
}: Pick<FindingRow, "ecosystem" | "package">): string | undefined {
  const isUsual = name.length <= 200 && /^@?[A-Za-z0-9][\w.~-]*(?:\/[\w.~-]+)*$/.test(name) && !name.includes("..");
  return isUsual ? pages.get(ecosystem)?.(name) : undefined;
}
