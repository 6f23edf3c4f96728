import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileLimit, readArchive } from "../../../src/github/artifacts/read-archive.ts";
import { writeZip, type ZipEntry } from "../../support/zip.ts";

const text = '{"pass": 60}\n';

describe("the file that a glob means in an archive", () => {
  it.for([
    { path: "report.json", name: "report.json" },
    { path: "**/report.json", name: "report.json" },
    { path: "**/report.json", name: "a/b/report.json" },
    { path: "reports/*.json", name: "reports/conformance.json" },
    { path: "berichte/ä?.json", name: "berichte/ä1.json" },
  ])("$path is $name", async ({ path, name }) => {
    const archive = writeZip({ "README.md": "no", [name]: text });
    expect(await readArchive(archive, path)).toEqual({ state: "found", file: name, text });
  });

  it("loses the byte order mark that some programs write", async () => {
    expect(await readArchive(writeZip({ "a.json": `\uFEFF${text}` }), "a.json")).toMatchObject({ text });
  });

  it.for<{ name: string; files: readonly string[]; path: string; says: unknown }>([
    {
      name: "what is there instead where it is missing",
      files: ["b.json", "a.json"],
      path: "c.json",
      says: { state: "no-file", names: ["a.json", "b.json"] },
    },
    { name: "nothing in an empty archive", files: [], path: "*", says: { state: "no-file", names: [] } },
    { name: "no folder", files: ["reports/"], path: "reports/", says: { state: "no-file", names: [] } },
    {
      name: "all that match",
      files: ["a.json", "b.json", "c.txt"],
      path: "*.json",
      says: { state: "ambiguous", names: ["a.json", "b.json"] },
    },
    {
      name: "two of one name, whichever a program would read",
      files: ["a.json", "a.json"],
      path: "a.json",
      says: { state: "ambiguous", names: ["a.json", "a.json"] },
    },
  ])("tells $name", async ({ files, path, says }) => {
    const archive = writeZip(files.map((name): ZipEntry => ({ name, content: text })));
    expect(await readArchive(archive, path)).toEqual(says);
  });

  it.for(["../../etc/passwd", "/etc/passwd", "C:/windows/x", "a//b", "..", "\u0000.json"])(
    "is found beside a name that leads elsewhere: %j",
    async (name) => {
      const archive = writeZip([
        { name, content: "no" },
        { name: "report.json", content: text },
      ]);
      expect(await readArchive(archive, "**/report.json")).toMatchObject({ state: "found", text });
      expect(await readArchive(archive, "other.json")).toMatchObject({
        state: "no-file",
        names: [name, "report.json"].toSorted(),
      });
    },
  );
});

describe("an archive that cannot be believed", () => {
  const big = Buffer.alloc(20 * fileLimit);
  const one = (states: ZipEntry["states"], content: string | Buffer = text) =>
    readArchive(writeZip([{ name: "a.json", content, ...(states === undefined ? {} : { states }) }]), "a.json");

  it("is not unpacked where it states too much", async () => {
    expect(await one({ size: fileLimit + 1 })).toEqual({ state: "too-large", bytes: fileLimit + 1, limit: fileLimit });
    expect(await one(undefined, big)).toEqual({ state: "too-large", bytes: big.length, limit: fileLimit });
  });

  it("is unpacked only to the limit where it states little and holds much", async () => {
    expect(deflateRawSync(big).length).toBeLessThan(fileLimit);
    const reading = await one({ size: 100 }, big);
    if (reading.state !== "too-large") throw new Error(`it is ${reading.state}`);
    expect(reading.limit).toBe(fileLimit);
    // One chunk beyond at most, of a hundred megabytes.
    expect(reading.bytes).toBeGreaterThan(fileLimit);
    expect(reading.bytes).toBeLessThan(fileLimit + 1024 * 1024);
  });

  it("is given up at the limit, however broken it is beyond", async () => {
    const archive = writeZip([{ name: "a.json", content: big, states: { size: 100 } }]);
    archive.fill(0xff, 50_000, 52_000);
    expect(await readArchive(archive, "a.json")).toMatchObject({ state: "too-large" });
  });

  it("need not be packed", async () => {
    const entry = { name: "a.json", content: text, states: { method: 0 } };
    expect(await readArchive(writeZip([entry]), "a.json")).toMatchObject({ state: "unreadable" });
    expect(await readArchive(writeZip([{ ...entry, isStored: true }]), "a.json")).toMatchObject({
      state: "found",
      text,
    });
  });

  it.for<{ name: string; states: ZipEntry["states"]; content?: string | Buffer; problem: string }>([
    { name: "a size that is too small", states: { size: 3 }, problem: "the file is not what the archive says of it" },
    { name: "a size that is too large", states: { size: 300 }, problem: "the file is not what the archive says of it" },
    { name: "another checksum", states: { crc: 7 }, problem: "the file is not what the archive says of it" },
    { name: "encryption", states: { flags: 0x801 }, problem: "the file is encrypted" },
    { name: "strong encryption", states: { flags: 0x841 }, problem: "the archive's list of files is broken" },
    { name: "another method", states: { method: 12 }, problem: "the file is packed in a way that is not supported" },
    {
      name: "no text",
      states: {},
      content: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      problem: "the file is no UTF-8 text",
    },
  ])("is unreadable with $name", async ({ states, content, problem }) => {
    expect(await one(states, content)).toEqual({ state: "unreadable", problem });
  });

  it("is unreadable where the data is broken", async () => {
    const archive = writeZip({ "a.json": text });
    archive.fill(0xff, 36, 44);
    expect(await readArchive(archive, "a.json")).toEqual({ state: "unreadable", problem: "the file's data is broken" });
  });

  it("is unreadable where it is none", async () => {
    const problem = "it is no zip archive, or a broken one";
    expect(await readArchive(Buffer.from("<Error/>"), "a")).toEqual({ state: "unreadable", problem });
    expect(await readArchive(Buffer.alloc(0), "a")).toEqual({ state: "unreadable", problem });
  });

  it("is not listed beyond 10,000 files", async () => {
    const many = (count: number) =>
      writeZip(Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.json`, ""])));
    expect(await readArchive(many(10_000), "9999.json")).toMatchObject({ state: "found" });
    expect(await readArchive(many(10_001), "9999.json")).toEqual({
      state: "unreadable",
      problem: "the archive holds more than 10000 files",
    });
  });

  it("tells a hundred names at most, and none that nobody could read", async () => {
    const long = "x/".repeat(30_000);
    const names = [`${long}y`, ...Array.from({ length: 300 }, (_, index) => `${index}.txt`)];
    const reading = await readArchive(writeZip(names.map((name) => ({ name, content: "" }))), "**/x/**/*y*/**/z");
    if (reading.state !== "no-file") throw new Error(`it is ${reading.state}`);
    expect(reading.names).toHaveLength(100);
    expect(reading.names.every((name) => name.endsWith(".txt"))).toBe(true);
  });

  it("never gives a text that was not in it, whatever is changed or cut off", async () => {
    const archive = writeZip({ "a.json": text, "b.json": "{}" });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(archive.length),
        async (changes, length) => {
          const changed = Buffer.from(archive);
          for (const [at, value] of changes) changed[at] = value;
          const reading = await readArchive(changed.subarray(0, length), "*.json");
          expect([text, "{}", undefined]).toContain(reading.state === "found" ? reading.text : undefined);
        },
      ),
      { numRuns: 300 },
    );
  });
});
