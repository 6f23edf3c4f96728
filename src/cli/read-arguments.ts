import { parseArgs } from "node:util";
import { nearest } from "../policy/text/nearest.ts";
import type { CliCommand, CliOption, Given } from "./command-line.ts";

export type ArgumentsRead =
  | { readonly state: "read"; readonly given: Given }
  | { readonly state: "help" }
  | { readonly state: "wrong"; readonly problem: string };

const help: CliOption = { says: "Print this help." };

/** What was typed behind a command. Every option may stand before or behind what it is about. */
export function readArguments(args: readonly string[], { name, options, positionals }: CliCommand): ArgumentsRead {
  const known: Readonly<Record<string, CliOption>> = { ...options, help };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([key, { value }]) => [key, { type: value === undefined ? "boolean" : "string" }]),
    ),
    allowPositionals: true,
    // Its own words for a mistake know no nearest name.
    strict: false,
    tokens: true,
  });
  const values = new Map<string, readonly string[]>();
  const places: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") places.push(token.value);
    if (token.kind !== "option") continue;
    const problem = optionProblem(token, known);
    if (problem !== undefined) return wrong(problem);
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ""]);
  }
  if (values.has("help")) return { state: "help" };
  const extra = places[positionals.most];
  if (extra !== undefined) return wrong(`\`${extra}\` is one argument too many`);
  if (places.length < positionals.least) return wrong("an argument is missing");
  return { state: "read", given: { positionals: places, options: values } };

  function wrong(problem: string): ArgumentsRead {
    return { state: "wrong", problem: `${name}: ${problem}. See \`gatehouse ${name} --help\`.` };
  }
}

interface Typed {
  readonly name: string;
  /** With its dashes. */
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function optionProblem(
  { name, rawName, value, inlineValue }: Typed,
  known: Readonly<Record<string, CliOption>>,
): string | undefined {
  const option = Object.hasOwn(known, name) ? known[name] : undefined;
  if (option === undefined) {
    const guess = nearest(name, Object.keys(known));
    return `unknown option \`${rawName}\`${guess === undefined ? "" : `; did you mean \`--${guess}\``}`;
  }
  if (option.value === undefined) return inlineValue === true ? `\`${rawName}\` takes no value` : undefined;
  return value === undefined ? `\`${rawName}\` needs a value: ${option.value}` : undefined;
}
