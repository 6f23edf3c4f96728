import { type DestinationStream, type Logger, pino, stdSerializers } from "pino";
import { prettyFactory } from "pino-pretty";
import { createRedactor } from "./redact.ts";

export interface LogOptions {
  readonly level: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  /** Unset: pretty on a terminal, JSON otherwise. */
  readonly format: "pretty" | "json" | undefined;
  /** Exact texts that must never be written, on top of everything that looks like a secret. */
  readonly secrets: readonly string[];
}

/** The root logger. Every line is redacted as a whole, right before it is written, whatever object it came from. */
export function createLog(
  { level, format, secrets }: LogOptions,
  destination: DestinationStream & { readonly isTTY?: boolean } = process.stdout,
): Logger {
  const redact = createRedactor(secrets);
  const isPretty = (format ?? (destination.isTTY === true ? "pretty" : "json")) === "pretty";
  const prettify = prettyFactory({ colorize: destination.isTTY === true, translateTime: "SYS:HH:MM:ss" });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // A plain Error under another key than `err` would be logged as {}.
      serializers: { err: stdSerializers.err, error: stdSerializers.err },
      hooks: { streamWrite: (line) => escapeUnseen(isPretty ? prettify(redact(line)) : redact(line)) },
    },
    destination,
  );
}

// JSON writes out the old control characters only. Of these U+009B begins a terminal's commands as ESC [ does, U+2028
// ends a line for some readers, and others turn the direction of the text around.
const unseen = /[\u007F-\u009F\u2028-\u202E\u2066-\u2069]/g;

/** The same JSON: an escape stands for its character, and outside of texts none of these can stand. */
function escapeUnseen(line: string): string {
  return line.replaceAll(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
