import { describeBound } from "./fix.ts";
import type { FindingRow } from "./finding.ts";
import type { Version } from "../versions/version.ts";
import { isSameLine, versionScheme } from "../versions/version-scheme.ts";

/** Where the version is that ends a finding; an ordinary requirement accepts one of the same line. */
export type Way = "same-line" | "other-line" | "no-fix";

export function wayOut({ ecosystem, version, fix }: Pick<FindingRow, "ecosystem" | "version" | "fix">): Way {
  const scheme = versionScheme(ecosystem);
  const from = scheme?.parse(version);
  const to = findTarget({ ecosystem, fix });
  if (scheme === undefined || from === undefined || to === undefined) return "no-fix";
  return isSameLine(from, to, scheme) ? "same-line" : "other-line";
}

/** The version to go to in words, for example "0.4.13" or "> 0.3.0"; undefined when there is none. */
export function describeFix(row: Pick<FindingRow, "ecosystem" | "fix">): string | undefined {
  const version = findTarget(row);
  return version && describeBound(version);
}

type Target = Pick<FindingRow, "ecosystem" | "lockfile" | "package" | "version" | "fix" | "reach" | "isReplaced">;

/**
 * The exact command, or undefined where none is known to do it, or where a name could do something in a shell: people copy
 * this line.
 */
export function updateCommand(row: Target): string | undefined {
  const to = findTarget(row);
  const shape = safeName.get(row.ecosystem);
  if (to === undefined || row.isReplaced === true || shape?.test(row.package) !== true) return undefined;
  if (![row.version, to.text].every((text) => safeVersion.test(text))) return undefined;
  return commandFor(row, to);
}

const safeVersion = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;

const safeName: ReadonlyMap<string, RegExp> = new Map([
  ["crates.io", /^[A-Za-z0-9][A-Za-z0-9_-]*$/],
  // Without a scope a slash would mean a repository on GitHub or a folder.
  ["npm", /^(?:@[A-Za-z0-9][A-Za-z0-9_.-]*\/)?[A-Za-z0-9][A-Za-z0-9_.-]*$/],
  ["PyPI", /^[A-Za-z0-9][A-Za-z0-9_.-]*$/],
  ["Go", /^[A-Za-z0-9][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_~][A-Za-z0-9_.~-]*)+$/],
]);

function commandFor(row: Target, to: Version): string | undefined {
  const { package: name, version } = row;
  const isSame = wayOut(row) === "same-line";
  // A command that keeps to the requirement does nothing, without a word, where the fix is in another line.
  const within = (command: string) => (isSame ? command : undefined);
  switch (row.lockfile.split("/").at(-1) ?? "") {
    case "Cargo.lock":
      // Two versions of one crate may be locked, so the package is named with its version.
      return `cargo update -p ${name}@${version}${to.isSynthetic ? "" : ` --precise ${to.text}`}`;
    case "package-lock.json":
    case "npm-shrinkwrap.json":
      // `npm install` with a version would put the package into the manifest of the folder, although a workspace wants it, or
      // the manifest itself by another name. So would `yarn add`; and `pnpm update` may pass over what is meant and move
      // what is not (https://github.com/pnpm/pnpm/issues/12521), so those two have no command.
      return within(`npm update ${name}`);
    case "uv.lock":
      return `uv lock --upgrade-package ${name}==${to.text}`;
    case "poetry.lock":
      return within(`poetry update ${name}`);
    case "go.mod":
      // Another major version is another module, or breaks what 0 promised nothing of.
      return isSame && !to.isSynthetic ? `go get ${name}@v${to.text}` : undefined;
    default:
      return undefined;
  }
}

function findTarget({ ecosystem, fix }: Pick<FindingRow, "ecosystem" | "fix">): Version | undefined {
  return fix.suggested === undefined ? undefined : versionScheme(ecosystem)?.parse(fix.suggested);
}
