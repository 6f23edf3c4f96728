import type { Use } from "./find-uses.ts";
import { judgeUse, type UseState } from "./judge-use.ts";

/** A `uses:` in a file, and what it is. */
export interface Pin extends Use {
  readonly path: string;
  readonly state: UseState;
}

export function toPin(path: string, use: Use): Pin {
  return { ...use, path, state: judgeUse(use) };
}

/** `.github/workflows/ci.yml:12` */
export function placeOf({ path, line }: Pin): string {
  return `${path}:${line}`;
}

/** `actions/checkout` and `v4` of `actions/checkout@v4`. */
export function partsOf({ value = "" }: Pin): { readonly name: string; readonly ref: string } {
  const [name = "", ref = ""] = value.split("@");
  return { name, ref };
}
