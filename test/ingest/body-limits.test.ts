import { connect } from "node:net";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { maxBodyBytes } from "../../src/ingest/webhook-door.ts";
import { webhookPath } from "../../src/http/paths.ts";
import { aPullRequestDelivery } from "../support/deliveries.ts";
import { deliveryHeaders, openDoor, sendRaw, sign } from "../support/webhook-door.ts";

type Door = Awaited<ReturnType<typeof openDoor>>;
const opened: Door[] = [];

async function open(...options: Parameters<typeof openDoor>): Promise<Door> {
  const door = await openDoor(...options);
  opened.push(door);
  return door;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((door) => door.close()));
});

const mib = 1024 * 1024;
const bodyText = JSON.stringify(aPullRequestDelivery());

/** The head of a delivery as it goes over the wire. */
function head(framing: string, signature = sign(bodyText)): string {
  const headers = Object.entries(deliveryHeaders("pull_request", signature)).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`POST ${webhookPath} HTTP/1.1`, "host: localhost", ...headers, framing, "", ""].join("\r\n");
}

/** One chunk of a body without Content-Length. */
function chunk(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}

describe("too large", () => {
  it("26 MiB announced is refused unread, and the connection closed", async () => {
    const door = await open();
    const answer = await sendRaw(door.port, [head(`content-length: ${26 * mib}`)]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).toContain("25 MiB");
    expect(door.stored).toEqual([]);
  });

  it("26 MiB without an announced length are cut off at the limit", async () => {
    const door = await open();
    const mebibyte = chunk(Buffer.alloc(mib, 0x20));
    const parts = [head("transfer-encoding: chunked"), ...Array.from({ length: 26 }, () => mebibyte)];
    expect(await sendRaw(door.port, parts)).toMatch(/^HTTP\/1\.1 413 /);
    expect(door.stored).toEqual([]);
  });

  it("exactly 25 MiB, signed, are accepted", async () => {
    const door = await open();
    const body = bodyText + " ".repeat(maxBodyBytes - bodyText.length);
    expect((await door.deliver("pull_request", body)).status).toBe(200);
    expect(door.stored).toHaveLength(1);
  });
});

describe("broken off", () => {
  it("a body shorter than announced is not a delivery", async () => {
    const door = await open();
    await sendRaw(door.port, [head(`content-length: ${bodyText.length}`), bodyText.slice(0, 50)], "end");
    expect(door.stored).toEqual([]);
    expect((await door.deliver("pull_request", bodyText)).status).toBe(200);
  });

  it("a sender that vanishes in the middle gives its bytes back", async () => {
    const door = await open({ maxBodyBytesInFlight: 2 * bodyText.length });
    const socket = connect(door.port, "127.0.0.1");
    socket.write(head("transfer-encoding: chunked"));
    socket.write(chunk(Buffer.alloc(2 * bodyText.length - 10, 0x20)));
    await refusedAsBusy(door);
    socket.destroy();
    await once(socket, "close");
    await expect.poll(async () => (await door.deliver("pull_request", bodyText)).status).toBe(200);
  });

  it("a slow body is cut when its time is up", async () => {
    const door = await open({}, { headersTimeoutMs: 100, requestTimeoutMs: 100, checkEveryMs: 20 });
    const answer = await sendRaw(door.port, [head(`content-length: ${bodyText.length}`), bodyText.slice(0, 50)]);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(door.stored).toEqual([]);
  });

  it("slow headers are cut when their time is up", async () => {
    const door = await open({}, { headersTimeoutMs: 100, requestTimeoutMs: 100, checkEveryMs: 20 });
    expect(await sendRaw(door.port, [`POST ${webhookPath} HTTP/1.1\r\nhost: loc`])).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe("all bodies together", () => {
  it("beyond the budget a delivery is refused with 503, to be delivered again", async () => {
    const door = await open({ maxBodyBytesInFlight: bodyText.length - 1 });
    const answer = await door.deliver("pull_request", bodyText);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(door.stored).toEqual([]);
  });

  it("the budget is free again after each delivery, taken or refused", async () => {
    const door = await open({ maxBodyBytesInFlight: bodyText.length });
    for (let turn = 0; turn < 5; turn += 1) {
      expect(
        (await door.send(bodyText, deliveryHeaders("pull_request", sign(bodyText, "another-secret")))).status,
      ).toBe(401);
      expect((await door.deliver("pull_request", bodyText)).status).toBe(200);
    }
  });

  it("announcing a length reserves nothing", async () => {
    const door = await open({ maxBodyBytesInFlight: 30 * mib });
    const idle = Array.from({ length: 5 }, () => connect(door.port, "127.0.0.1"));
    for (const socket of idle) socket.write(head(`content-length: ${maxBodyBytes}`));
    expect((await door.deliver("pull_request", bodyText)).status).toBe(200);
    for (const socket of idle) socket.destroy();
  });
});

/** Waits until the bytes of another sender have arrived. */
async function refusedAsBusy(door: Door): Promise<void> {
  await expect.poll(async () => (await door.deliver("pull_request", bodyText)).status).toBe(503);
}
