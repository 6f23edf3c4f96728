import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { security: { owners: [ana] } }
advisories: { triage: security, labels: [needs-triage] }
`;

function fixture(path: string): string {
  return readFileSync(`test/fixtures/${path}`, "utf8");
}

let world: World;

// Two days of one repository, in order.
beforeAll(async () => {
  // The second is ignored in deny.toml, with its reason.
  const advisories = ["0001", "0002"].map((id): unknown => JSON.parse(fixture(`osv/RUSTSEC-2099-${id}.json`)));
  const files = { "Cargo.lock": fixture("Cargo.lock"), "deny.toml": fixture("deny.toml") };
  world = await startWorld({ config, files, advisories, otherRepositories: ["empty"] });
});
afterAll(() => world.close());

let days = 0;

/** The hour of a day at which repositories are scanned. */
function nextSlot() {
  days += 1;
  return { job: "due-advisories", payload: { slot: new Date(Date.UTC(2099, 2, days, 9)).toISOString() } };
}

async function scan(): Promise<void> {
  await world.gatehouse.enqueue([nextSlot()]);
  await world.settled();
}

describe("the daily advisory scan", () => {
  it("opens one issue for the advisory that nobody has triaged, and none for the ignored one", async () => {
    await scan();
    const issues = await world.github.issues();
    expect(issues.map(({ title }) => title)).toEqual(["advisory: RUSTSEC-2099-0001 in slate-codec (high)"]);
    expect(issues[0]?.labels.map(({ name }) => name)).toContain("needs-triage");
  });

  it("writes nothing the second time, and asks twice at once no more", async () => {
    const mark = world.github.requests.mark();
    await scan();
    await Promise.all([scan(), scan()]);
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect(await world.github.issues()).toHaveLength(1);
  });

  it("leaves the repository without a configuration alone", () => {
    const paths = (requests: readonly { readonly path: string }[]) =>
      requests.map(({ path }) => path).filter((path) => path.includes("/empty/"));
    expect(paths(world.github.requests.reads())).not.toEqual([]);
    expect(paths(world.github.requests.writes())).toEqual([]);
  });

  it("opens the one issue when GitHub answered 502 after it was made", async () => {
    const fresh = JSON.parse(fixture("osv/RUSTSEC-2099-0001.json")) as unknown;
    const again = await startWorld({ config, files: { "Cargo.lock": fixture("Cargo.lock") }, advisories: [fresh] });
    again.github.faults.next({ kind: "status-after", status: 502, route: "POST /repos/{owner}/{repo}/issues" });
    await again.gatehouse.enqueue([nextSlot()]);
    await again.settled();
    expect(await again.github.issues()).toHaveLength(1);
    expect(again.github.faults.pending).toEqual([]);
    await again.close();
  });
});
