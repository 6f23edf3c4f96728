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
      hooks: { streamWrite: (line) => (isPretty ? prettify(redact(line)) : redact(line)) },
    },
    destination,
  );
}
