import { describe, expect, it } from "vitest";
import { cargoReader } from "../../../src/advisories/lockfiles/cargo.ts";
import { poetryReader } from "../../../src/advisories/lockfiles/poetry.ts";
import { uvReader } from "../../../src/advisories/lockfiles/uv.ts";
import { showReading } from "./show-reading.ts";

/** One line of TOML with a key of so many parts and one more. */
const dotted = (dots: number, name = "k") => `${name}${".a".repeat(dots)} = 1\n`;
const many = (lines: number, dots: number) => Array.from({ length: lines }, (_, at) => dotted(dots, `k${at}`)).join("");

describe("a lockfile in TOML that is made to fill the memory", () => {
  it.for([
    {
      why: "a key of a thousand parts and more",
      text: `version = 4\n${dotted(1_001)}`,
      is: "line 2: is too large to read: more than 1000 dots in one line",
    },
    {
      why: "many long keys",
      text: many(500, 1_000),
      is: "line 1: is too large to read: more than 500000 keys, tables and lists",
    },
    {
      why: "keys without end",
      text: "k = 1\n".repeat(500_001),
      is: "line 1: is too large to read: more than 500000 keys, tables and lists",
    },
    {
      why: "lists of nothing",
      text: `k = [${"[],".repeat(500_000)}]`,
      is: "line 1: is too large to read: more than 500000 keys, tables and lists",
    },
    {
      why: "tables of nothing",
      text: `k = [${"{},".repeat(500_000)}]`,
      is: "line 1: is too large to read: more than 500000 keys, tables and lists",
    },
  ])("$why is too large for every reader", ({ text, is }) => {
    for (const reader of [cargoReader, uvReader, poetryReader]) expect(showReading(reader, text)).toBe(is);
  });

  it("what is just within the bounds is read", () => {
    const text = `version = 4\n[[package]]\nname = "a"\nversion = "1.0.0"\n${dotted(1_000)}`;
    expect(showReading(cargoReader, text)).toEqual(["a 1.0.0 local"]);
    const signs = 500_000 - 6;
    const lines = Math.floor(signs / 1_000);
    expect(
      showReading(cargoReader, `version = 4\n[[package]]\nname = "a"\nversion = "1"\n${many(lines, 998)}`),
    ).toEqual(["a 1 local"]);
  });

  it("a pyproject.toml beside a poetry.lock is bound as well, because it would hide what is direct", () => {
    const text = '[[package]]\nname = "a"\nversion = "1"\n[metadata]\nlock-version = "2.1"\n';
    expect(showReading(poetryReader, text, { "pyproject.toml": dotted(1_001) })).toBe(
      "line 1: cannot be read without its pyproject.toml, which is too large to read: more than 1000 dots in one line, in line 1",
    );
  });
});
