import { nearest } from "../../policy/text/nearest.ts";
import { mostGates } from "../sections/gates.ts";

/** What is said of a name that refers to nothing, with the nearest that does. */
export function unknownName(what: string, name: string, all: readonly string[]) {
  // Too many names are a problem of their own.
  const known = all.slice(0, mostGates);
  const guess = nearest(name, known);
  const fix = guess === undefined ? `Defined here: ${known.join(", ") || "none"}.` : `Did you mean \`${guess}\`?`;
  return { says: `${what} \`${name}\` is not defined`, fix };
}
