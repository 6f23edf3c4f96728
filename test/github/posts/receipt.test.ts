import { describe, expect, it } from "vitest";
import { ensurePlace, findReceipt, type Place } from "../../../src/github/posts/receipt.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";

/** A place that anybody can look at: every content that was ever created, by id, and how often it was looked for. */
function aPlace() {
  const contents = new Map<number, string>();
  const looks: number[] = [];
  const write = (content: string, before: () => Promise<void> = () => Promise.resolve()): Place => ({
    find: async () => {
      looks.push(looks.length);
      await before();
      return [...contents.keys()][0];
    },
    create: async () => {
      await before();
      contents.set(contents.size + 1, content);
      return contents.size;
    },
    update: async (id) => {
      await before();
      if (!contents.has(id)) return false;
      contents.set(id, content);
      return true;
    },
  });
  return { contents, looks, write };
}

const key = "summary/1/12";
const lost = () => Promise.reject(new Error("the answer was lost"));

describe("a place that is brought to a content", () => {
  it("is created once, changed in place, and left alone when it is right", async () => {
    const store = createMemoryStore();
    const place = aPlace();
    for (const content of ["one", "one", "two", "two"]) {
      await ensurePlace(store, { key, digest: content, mayExist: false }, place.write(content));
    }
    expect([...place.contents]).toEqual([[1, "two"]]);
    expect(place.looks).toEqual([]);
  });

  it("is looked for before it is created again, when the answer to the creation was lost", async () => {
    const store = createMemoryStore();
    const place = aPlace();
    const committed = { ...place.write("one"), create: async () => (await place.write("one").create(), lost()) };
    await expect(ensurePlace(store, { key, digest: "one", mayExist: false }, committed)).rejects.toThrow("lost");
    expect(await findReceipt(store, key)).toEqual({ state: "sending" });
    await ensurePlace(store, { key, digest: "one", mayExist: false }, place.write("one"));
    expect([...place.contents]).toEqual([[1, "one"]]);
  });

  it("is created when the first attempt did not get through", async () => {
    const store = createMemoryStore();
    const place = aPlace();
    const failing = { ...place.write("one"), create: lost };
    await expect(ensurePlace(store, { key, digest: "one", mayExist: false }, failing)).rejects.toThrow("lost");
    await ensurePlace(store, { key, digest: "one", mayExist: false }, place.write("one"));
    expect([...place.contents]).toEqual([[1, "one"]]);
    expect(place.looks).toHaveLength(1);
  });

  it("is adopted when the store was lost and it may exist", async () => {
    const place = aPlace();
    await ensurePlace(createMemoryStore(), { key, digest: "one", mayExist: false }, place.write("one"));
    await ensurePlace(createMemoryStore(), { key, digest: "two", mayExist: true }, place.write("two"));
    expect([...place.contents]).toEqual([[1, "two"]]);
  });

  it("is created again when somebody deleted it", async () => {
    const store = createMemoryStore();
    const place = aPlace();
    await ensurePlace(store, { key, digest: "one", mayExist: false }, place.write("one"));
    place.contents.clear();
    await ensurePlace(store, { key, digest: "two", mayExist: false }, place.write("two"));
    expect([...place.contents]).toEqual([[1, "two"]]);
    expect(await findReceipt(store, key)).toEqual({ state: "sent", id: 1, digest: "two" });
  });

  it("is not believed to show its old content after a change whose answer was lost", async () => {
    const store = createMemoryStore();
    const place = aPlace();
    await ensurePlace(store, { key, digest: "red", mayExist: false }, place.write("red"));
    const committed = { ...place.write("green"), update: async () => (await place.write("green").update(1), lost()) };
    await expect(ensurePlace(store, { key, digest: "green", mayExist: false }, committed)).rejects.toThrow("lost");
    // Meanwhile the facts are what they were at first.
    await ensurePlace(store, { key, digest: "red", mayExist: false }, place.write("red"));
    expect([...place.contents]).toEqual([[1, "red"]]);
  });
});

describe("a worker that was frozen", () => {
  it("while it looked creates nothing beside what its successor created", async () => {
    const store = createMemoryStore();
    const place = aPlace();
    const { promise: frozen, resolve: thaw } = Promise.withResolvers<void>();
    const find = async () => (await frozen, undefined);
    const late = ensurePlace(store, { key, digest: "old", mayExist: true }, { ...place.write("old"), find });
    await ensurePlace(store, { key, digest: "new", mayExist: true }, place.write("new"));
    thaw();
    await expect(late).rejects.toThrow(/another worker/);
    expect([...place.contents]).toEqual([[1, "new"]]);
  });

  it("while it wrote is made undone: what it overwrote is written again", async () => {
    const store = createMemoryStore();
    const place = aPlace();
    await ensurePlace(store, { key, digest: "first", mayExist: false }, place.write("first"));
    const { promise: frozen, resolve: thaw } = Promise.withResolvers<void>();
    const { promise: isWriting, resolve: begin } = Promise.withResolvers<void>();
    const slow = place.write("stale", () => (begin(), frozen));
    const late = ensurePlace(store, { key, digest: "stale", mayExist: false }, slow);
    await isWriting;
    await ensurePlace(store, { key, digest: "new", mayExist: false }, place.write("new"));
    thaw();
    await expect(late).rejects.toThrow(/another worker/);
    expect([...place.contents]).toEqual([[1, "stale"]]);
    await ensurePlace(store, { key, digest: "new", mayExist: false }, place.write("new"));
    expect([...place.contents]).toEqual([[1, "new"]]);
  });
});
