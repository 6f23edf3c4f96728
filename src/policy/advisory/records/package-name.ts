/** A package name as it compares: on PyPI case, `-`, `_` and `.` make no difference (PEP 503), elsewhere all does. */
export function comparableName(ecosystem: string, name: string): string {
  return ecosystem === "PyPI" ? name.replaceAll(/[-_.]+/g, "-").toLowerCase() : name;
}

/** `Debian:12` is `Debian`; ecosystems are case-sensitive. */
export function baseEcosystem(ecosystem: string): string {
  return ecosystem.split(":")[0] ?? ecosystem;
}
