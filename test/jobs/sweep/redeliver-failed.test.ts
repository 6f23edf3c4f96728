import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AppAtWork, anAppAtWork } from "../../support/app-at-work.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const hourMs = 3600 * 1000;

let local: LocalGitHub;
let app: AppAtWork;

beforeEach(async () => {
  // Of what happens here only the comments are told.
  local = await startLocalGitHub({ events: ["issue_comment"] });
  app = await anAppAtWork(local);
});
afterEach(() => local.close());

/** Gives the deliveries that were tried again. */
async function look(): Promise<readonly string[]> {
  const before = local.deliveries.all().length;
  await app.work({ job: "redeliver-failed", payload: { slot: app.now().toISOString() } });
  await local.settled();
  return local.deliveries
    .all()
    .slice(before)
    .map(({ guid }) => guid);
}

/** A delivery that nobody took, and its guid. */
async function lost(): Promise<string> {
  const { number } = await local.as("dan").openIssue({ title: "Something" });
  await local.as("ana").comment(number, "/signoff runtime");
  await local.settled();
  return local.deliveries.all().at(-1)?.guid ?? "";
}

describe("a delivery that failed", () => {
  it("is asked for again, once an hour for as long as it fails", async () => {
    const guid = await lost();
    expect(await look()).toEqual([guid]);
    expect(await look()).toEqual([]);
    app.advance(hourMs);
    expect(await look()).toEqual([guid]);
  });

  it("is not asked for again once it arrived", async () => {
    const guid = await lost();
    const server = createServer((_request, response) => response.writeHead(200).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the server has no address");
    local.deliverTo(`http://127.0.0.1:${address.port}/`);
    expect(await look()).toEqual([guid]);
    app.advance(hourMs);
    expect(await look()).toEqual([]);
    server.closeAllConnections();
    server.close();
  });

  it("is given up after ten tries", async () => {
    const guid = await lost();
    let tries = 0;
    for (let hour = 0; hour < 14; hour += 1) {
      tries += (await look()).filter((each) => each === guid).length;
      app.advance(hourMs);
    }
    expect(tries).toBe(10);
  });

  it("is found behind a page of others", async () => {
    const first = await lost();
    const second = await lost();
    await local.redeliver(second, 110);
    expect(await look()).toEqual([first, second]);
  });

  it("in a dry run stays where it is", async () => {
    await lost();
    const before = local.deliveries.all().length;
    await app.rehearse({ job: "redeliver-failed", payload: { slot: app.now().toISOString() } });
    await local.settled();
    expect(local.deliveries.all()).toHaveLength(before);
  });
});

it("where everything arrived nothing is asked for", async () => {
  expect(await look()).toEqual([]);
});
