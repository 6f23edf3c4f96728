import { beforeEach, describe, expect, it } from "vitest";
import { findCompositeNames, recordCompositeName, recordNamesAt } from "../../../src/github/posts/composite-names.ts";
import { adoptReceipt } from "../../../src/github/posts/receipt.ts";
import { checkKey } from "../../../src/policy/plan.ts";
import type { Store } from "../../../src/store/store.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";

const place = { repositoryId: 1, headSha: "a413cfc", baseBranch: "main" };
let store: Store;
beforeEach(() => {
  store = createMemoryStore();
});

const find = (over: Partial<typeof place> = {}) => findCompositeNames(store, { ...place, ...over });
const post = (name: string) => adoptReceipt(store, checkKey({ name, headSha: place.headSha }, place.repositoryId), 7);

describe("the name of the composite", () => {
  it("is the default where nothing is known, and costs nothing to remember", async () => {
    expect(await find()).toEqual({ name: "gatehouse", also: [] });
    await recordCompositeName(store, place, "gatehouse");
    expect(await find()).toEqual({ name: "gatehouse", also: [] });
  });

  it("is that of the base branch, of one repository, also at other commits", async () => {
    await recordCompositeName(store, place, "Merge gate");
    expect((await find({ headSha: "0a9ddbc" })).name).toBe("Merge gate");
    expect((await find({ baseBranch: "stable" })).name).toBe("gatehouse");
    expect((await find({ repositoryId: 2 })).name).toBe("gatehouse");
    expect((await findCompositeNames(store, { ...place, baseBranch: undefined })).name).toBe("gatehouse");
    await recordCompositeName(store, place, "gatehouse");
    expect((await find()).name).toBe("gatehouse");
  });

  it("comes with those under which it stands at the commit, and not with those it only could have had", async () => {
    await recordCompositeName(store, place, "First");
    await post("First");
    await recordCompositeName(store, place, "Second");
    await recordCompositeName(store, place, "Third");
    expect(await find()).toEqual({ name: "Third", also: ["First"] });
    await post("gatehouse");
    expect(await find()).toEqual({ name: "Third", also: ["gatehouse", "First"] });
    expect(await find({ headSha: "0a9ddbc" })).toEqual({ name: "Third", also: [] });
  });

  it("of what was found after a loss is known again", async () => {
    await recordNamesAt(store, place, ["First", "First", "gatehouse"]);
    await post("First");
    expect(await find()).toEqual({ name: "First", also: [] });
  });
});
