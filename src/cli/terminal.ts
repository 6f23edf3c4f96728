import type { Readable, Writable } from "node:stream";
import { styleText } from "node:util";

type Colour = "red" | "yellow" | "green" | "dim" | "bold";

/** Where the command line reads and writes. Results go out; what keeps it from having any goes to `problem`. */
export interface Terminal {
  /** One line or several; the last line break is added. */
  readonly out: (text: string) => void;
  readonly problem: (text: string) => void;
  /** Colours a part of what goes out, where somebody sees it: NO_COLOR, FORCE_COLOR and pipes are respected. */
  readonly paint: (colour: Colour, text: string) => string;
  /** Standard input, up to this many bytes and one more. */
  readonly readInput: (limit: number) => Promise<string>;
}

export function terminalOf(input: Readable, output: Writable, problems: Writable): Terminal {
  for (const stream of [output, problems]) stream.on("error", ignoreClosedPipe);
  return {
    out: (text) => void output.write(`${text}\n`),
    problem: (text) => void problems.write(`${text}\n`),
    paint: (colour, text) => styleText(colour, text, { stream: output, validateStream: true }),
    readInput: async (limit) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      for await (const part of input) {
        const read = Buffer.from(part);
        parts.push(read);
        bytes += read.length;
        if (bytes > limit) break;
      }
      return Buffer.concat(parts)
        .subarray(0, limit + 1)
        .toString("utf8");
    },
  };
}

/** Whoever reads the first lines only, like `head`, closes the pipe; that is no mistake of ours. */
function ignoreClosedPipe(error: Error): void {
  if (!("code" in error) || error.code !== "EPIPE") throw error;
}
