import { type Decimal, decimalOf } from "./decimal.ts";

interface Scale {
  readonly dimension: "time" | "size";
  /** How many of the dimension's smallest unit, nanosecond or byte, make one. */
  readonly factor: Decimal;
}

const scales = {
  ns: time(1),
  us: time(1e3),
  ms: time(1e6),
  s: time(1e9),
  min: time(60e9),
  h: time(3600e9),
  B: size(1),
  kB: size(1000),
  KiB: size(1024),
  MB: size(1000 ** 2),
  MiB: size(1024 ** 2),
  GB: size(1000 ** 3),
  GiB: size(1024 ** 3),
} as const satisfies Record<string, Scale>;

export type Unit = keyof typeof scales;

export function isUnit(text: string): text is Unit {
  return Object.hasOwn(scales, text);
}

/** From small to large. The keys of the table are its type's. */
export const units = Object.keys(scales) as [Unit, ...Unit[]];

export function scaleOf(unit: Unit): Scale {
  return scales[unit];
}

/** What can be compared with each other; a percentage is of a kind of its own, and so is a bare number. */
export function dimensionOf(unit: Unit | "%" | undefined): string | undefined {
  return unit === undefined || unit === "%" ? unit : scaleOf(unit).dimension;
}

function time(nanoseconds: number): Scale {
  return { dimension: "time", factor: decimalOf(nanoseconds) };
}

function size(bytes: number): Scale {
  return { dimension: "size", factor: decimalOf(bytes) };
}
