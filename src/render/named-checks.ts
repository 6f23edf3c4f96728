import type { CheckRunEffect } from "../policy/effect.ts";
import { compositeCheckName } from "./check-runs.ts";
import { code } from "./markdown.ts";

/** What the configuration calls the composite, and under which other names it stands at the commit already. */
export interface CompositeNames {
  readonly name: string;
  readonly also: readonly string[];
}

/**
 * The composite under its name. Where it was called otherwise, the check of that name says the same: branch protection
 * may still ask for it, and what it said before may be a success.
 */
export function underNames(
  checks: readonly CheckRunEffect[],
  { name, also }: CompositeNames,
): readonly CheckRunEffect[] {
  return checks.flatMap((check) =>
    check.name === compositeCheckName
      ? [{ ...check, name }, ...also.map((other) => asBefore(check, { other, name }))]
      : [check],
  );
}

function asBefore(
  { text: _ledger, annotations: _annotations, ...check }: CheckRunEffect,
  { other, name }: { readonly other: string; readonly name: string },
): CheckRunEffect {
  const summary = `Gatehouse reports as ${code(name)} now, where the details are. This check always says the same.`;
  return { ...check, name: other, summary };
}
