import { z } from "zod";

/** What we note in the body of an advisory issue, invisible to readers. */
export interface AdvisoryMarker {
  readonly advisory: string;
  /** Undefined when somebody cut the end of the body off. */
  readonly digest: string | undefined;
}

const State = z.object({ digest: z.string() });

/** First line of the body: says which advisory the issue is about. */
export function renderMarker(advisory: string): string {
  return `<!-- gatehouse:advisory v1 ${advisory} -->`;
}

/** Last line of the body: what the body showed when we wrote it. */
export function renderState(digest: string): string {
  return `<!-- gatehouse:state ${JSON.stringify({ version: 1, digest })} -->`;
}

/** Undefined when the body does not begin with our marker. Says nothing about who wrote it: check the author too. */
export function parseMarker(body: string): AdvisoryMarker | undefined {
  const lines = body.split(/\r?\n/);
  const advisory = /^<!-- gatehouse:advisory v1 (\S+) -->$/.exec(lines[0] ?? "")?.[1];
  if (advisory === undefined) return undefined;
  const note = lines
    .map((line) => /^<!-- gatehouse:state (.*) -->$/.exec(line)?.[1])
    .findLast((one) => one !== undefined);
  return { advisory, digest: note === undefined ? undefined : digestOf(note) };
}

function digestOf(note: string): string | undefined {
  try {
    return State.safeParse(JSON.parse(note)).data?.digest;
  } catch {
    // Somebody edited the note: the same as no note.
    return undefined;
  }
}
