import { parse } from "@renovatebot/pep440";
import type { Version, VersionPart } from "./version.ts";

/** As much as semver reads of one version; no real one comes near. */
const longestText = 256;

/**
 * A version by the order of PEP 440, or undefined when it has none: a wildcard is no version. Numbers above 2^53 are
 * refused as with SemVer.
 */
export function parsePythonVersion(text: string): Version | undefined {
  const parsed = text.length > longestText ? null : parse(text);
  if (parsed === null) return undefined;
  const { epoch, release, pre, post, dev } = parsed;
  // The library's types say text, but it gives the parts.
  const local: readonly VersionPart[] = Array.isArray(parsed.local) ? parsed.local : [];
  const [phase, preNumber] = rankPrerelease(parsed);
  const order = [phase, preNumber, numberOf(post) ?? -1, numberOf(dev) ?? Infinity];
  const numbers = [epoch, ...release, ...order, ...local].filter((part) => typeof part === "number");
  if (!numbers.every((part) => Number.isSafeInteger(part) || part === Infinity)) return undefined;
  const [publicText = ""] = text.trim().replace(/^v/i, "").split("+");
  const version: Version = {
    text: publicText,
    release: [epoch, ...withoutZeros(release)],
    rest: order,
    isPrerelease: pre !== null || dev !== null,
    isSynthetic: false,
    builtFrom: undefined,
  };
  if (local.length === 0) return version;
  return {
    ...version,
    text: text.trim().replace(/^v/i, ""),
    rest: [...order, ...local.flatMap(localPart)],
    builtFrom: version,
  };
}

/** Within one release: a mere dev release, alpha, beta, candidate, the release itself. */
function rankPrerelease({ pre, post, dev }: NonNullable<ReturnType<typeof parse>>): readonly [number, number] {
  if (pre !== null) return [["a", "b", "rc"].indexOf(String(pre[0])), numberOf(pre) ?? 0];
  return [post === null && dev !== null ? -1 : 3, 0];
}

function numberOf(part: readonly VersionPart[] | null): number | undefined {
  return part === null ? undefined : Number(part[1]);
}

/** 1.0 and 1.0.0 are one release. */
function withoutZeros(release: readonly number[]): readonly number[] {
  return release.slice(0, release.findLastIndex((part) => part !== 0) + 1);
}

/** In a local version, and only there, words come before numbers. */
function localPart(part: VersionPart): readonly VersionPart[] {
  return typeof part === "number" ? [1, part] : [0, part];
}
