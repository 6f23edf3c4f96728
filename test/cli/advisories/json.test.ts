import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { aCargoLock, anAdvisory, aScanDesk, type ScanDesk, someRecords, writeDumps } from "./scan-desk.ts";

let desk: ScanDesk;
beforeEach(() => {
  desk = aScanDesk();
});
afterEach(() => desk.close());

it("programs get every row, what was not checked, and the ignores with what they cover", async () => {
  desk.checkout.commit("chore: begin", {
    "Cargo.lock": aCargoLock("ember-http 1.2.0 → slate-codec 0.4.11", "oldtime 0.1.45", "gauge 0.3.0 git"),
    "deny.toml":
      '[advisories]\nignore = [\n  { id = "RUSTSEC-2099-0002", reason = "reads constants; until 2099-12-31; #41" },\n  "RUSTSEC-2099-0003",\n]\n',
  });
  const { code, out, problems } = await desk.scan("--json");
  expect(JSON.parse(out)).toMatchInlineSnapshot(`
    {
      "ignores": [
        {
          "covers": [
            "RUSTSEC-2099-0002",
          ],
          "file": "deny.toml",
          "findings": [],
          "id": "RUSTSEC-2099-0002",
          "line": 3,
          "until": "2100-01-01T00:00:00.000Z",
        },
        {
          "covers": [],
          "file": "deny.toml",
          "findings": [
            {
              "finding": "missing-reason",
              "says": "Without a reason: RUSTSEC-2099-0003 (deny.toml:4). Write why it does no harm here, as the reason of the entry or in a comment behind it.",
            },
            {
              "finding": "missing-tracking",
              "says": "Without an issue: RUSTSEC-2099-0003 (deny.toml:4). Name the issue that tracks it in the reason, such as #123.",
            },
            {
              "finding": "stale",
              "says": "Cover nothing in any lockfile: RUSTSEC-2099-0003 (deny.toml:4). Remove them.",
            },
          ],
          "id": "RUSTSEC-2099-0003",
          "line": 4,
          "until": null,
        },
      ],
      "notChecked": [
        {
          "lockfile": "Cargo.lock",
          "package": "gauge",
          "version": "0.3.0",
          "why": "git",
        },
      ],
      "rows": [
        {
          "advisory": "RUSTSEC-2099-0002",
          "aliases": [],
          "confidence": "sure",
          "direct": true,
          "ecosystem": "crates.io",
          "fixed": {
            "nearest": null,
            "suggested": null,
          },
          "kind": "unmaintained",
          "lockfile": "Cargo.lock",
          "package": "oldtime",
          "path": [
            "app 0.1.0",
            "oldtime 0.1.45",
          ],
          "rating": "unknown",
          "version": "0.1.45",
        },
        {
          "advisory": "RUSTSEC-2099-0001",
          "aliases": [
            "CVE-2099-1",
          ],
          "confidence": "sure",
          "direct": false,
          "ecosystem": "crates.io",
          "fixed": {
            "nearest": "0.4.13",
            "suggested": "0.4.13",
          },
          "kind": "vulnerability",
          "lockfile": "Cargo.lock",
          "package": "slate-codec",
          "path": [
            "app 0.1.0",
            "ember-http 1.2.0",
            "slate-codec 0.4.11",
          ],
          "rating": "high",
          "version": "0.4.11",
        },
      ],
    }
  `);
  expect({ code, problems }).toEqual({ code: 1, problems: "" });
});

const Told = z.object({ rows: z.array(z.object({ advisory: z.string(), confidence: z.string() })) });

it("what two databases dispute is a row of its own kind, and fails nothing", async () => {
  const native = {
    ...z
      .object({})
      .loose()
      .parse(anAdvisory("RUSTSEC-2099-0005", "clock", { fixed: "0.1.0" })),
  };
  const twin = anAdvisory("GHSA-c3c4-c5c6-c7c8", "clock", { aliases: ["RUSTSEC-2099-0005"] });
  writeDumps(desk.dump, [...someRecords, native, twin]);
  desk.checkout.commit("chore: begin", { "Cargo.lock": aCargoLock("clock 0.2.0") });
  const { code, out } = await desk.scan("--json");
  expect(Told.parse(JSON.parse(out)).rows).toEqual([{ advisory: "RUSTSEC-2099-0005", confidence: "disputed" }]);
  expect(code).toBe(0);
  const shown = await desk.scan();
  expect(shown.out).toContain("Disputed between two databases, which decide nothing (1): RUSTSEC-2099-0005 in clock");
});

it("nothing in it paints, hides or ends a line, and whoever parses it gets the same name", async () => {
  const name = "left\u001B[31m\u202E\u2028pad";
  writeDumps(desk.dump, [anAdvisory("GHSA-aaaa-bbbb-cccc", name, { ecosystem: "npm" })]);
  const lock = { lockfileVersion: 3, packages: { "": {}, [`node_modules/${name}`]: { version: "1.0.0" } } };
  desk.checkout.commit("chore: begin", { "package-lock.json": JSON.stringify(lock) });
  const { out } = await desk.scan("--json");
  expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028]/u);
  const { rows } = z.object({ rows: z.array(z.object({ package: z.string() })) }).parse(JSON.parse(out));
  expect(rows).toEqual([{ package: name }]);
  expect((await desk.scan()).out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028]/u);
});
