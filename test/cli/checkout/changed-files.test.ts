import { symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectChangedFiles } from "../../../src/cli/checkout/changed-files.ts";
import { gitIn } from "../../../src/cli/checkout/git.ts";
import { aCheckout, type Checkout } from "../../support/checkout.ts";

let checkout: Checkout;
beforeEach(() => {
  checkout = aCheckout();
});
afterEach(() => checkout.remove());

type Files = Parameters<Checkout["write"]>[0];

async function changed(before: Files, after: Files | (() => void)) {
  const from = checkout.commit("before", before);
  if (typeof after === "function") after();
  const to = checkout.commit("after", typeof after === "function" ? {} : after);
  const { files } = await collectChangedFiles(from, to, gitIn(checkout.path, checkout.env));
  return files;
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`).join("");

describe("the changed files of a checkout", () => {
  it("are listed as GitHub lists them", async () => {
    const files = await changed(
      { "a.txt": "one\n", "gone.txt": "old\n", "old name.txt": lines(20) },
      { "a.txt": "two\n", "gone.txt": null, "new.txt": "new", "old name.txt": null, "näme.txt": lines(20) },
    );
    expect(files.map((file) => ({ ...file, blobSha: undefined }))).toEqual([
      { path: "a.txt", previousPath: undefined, status: "modified", patch: "@@ -1 +1 @@\n-one\n+two", changedLines: 2 },
      { path: "gone.txt", previousPath: undefined, status: "removed", patch: "@@ -1 +0,0 @@\n-old", changedLines: 1 },
      {
        path: "new.txt",
        previousPath: undefined,
        status: "added",
        patch: "@@ -0,0 +1 @@\n+new\n\\ No newline at end of file",
        changedLines: 1,
      },
      { path: "näme.txt", previousPath: "old name.txt", status: "renamed", patch: undefined, changedLines: 0 },
    ]);
  });

  it("carry the blob that stands there, and of a removed one the blob that stood there", async () => {
    const files = await changed({ "gone.txt": "a\n" }, { "gone.txt": null, "new.txt": "unlike it\n" });
    const blob = (revision: string) => checkout.git("rev-parse", revision).trim();
    expect(files.map(({ blobSha }) => blobSha)).toEqual([blob("HEAD~1:gone.txt"), blob("HEAD:new.txt")]);
  });

  it.for([
    "line\nbreak",
    "tab\there",
    '"quoted"',
    "-dash",
    "back\\slash",
    ":(glob)**",
    "diff --git a b",
    "a\ndiff --git x y",
  ])("keep the name %j apart from the others", async (name) => {
    const files = await changed({ "z.txt": "z\n" }, { [name]: "content\n", "z.txt": "changed\n" });
    expect(Object.fromEntries(files.map(({ path, patch }) => [path, patch]))).toEqual({
      [name]: "@@ -0,0 +1 @@\n+content",
      "z.txt": "@@ -1 +1 @@\n-z\n+changed",
    });
  });

  it("are not split by lines that look like the beginning of a file", async () => {
    const hostile = "diff --git a/x b/x\n@@ -1 +1 @@\nx\rdiff --git a/y b/y\n";
    const files = await changed({}, { "a.txt": hostile, "b.txt": "b\n" });
    expect(files.map(({ path }) => path)).toEqual(["a.txt", "b.txt"]);
    expect(files[0]?.patch).toContain("+diff --git a/x b/x\n+@@ -1 +1 @@");
    expect(files[1]?.patch).toBe("@@ -0,0 +1 @@\n+b");
  });

  it("show no patch of what is binary", async () => {
    const [file] = await changed({}, { "image.png": Buffer.from([0, 1, 2, 0, 255]) });
    expect(file).toMatchObject({ status: "added", patch: undefined, changedLines: 0 });
  });

  it("show a file that became a link as one file", async () => {
    const files = await changed({ "a.txt": "text\n", "b.txt": "b\n" }, () => {
      unlinkSync(join(checkout.path, "a.txt"));
      symlinkSync("b.txt", join(checkout.path, "a.txt"));
      checkout.write({ "b.txt": "changed\n" });
    });
    expect(files.map(({ path, status }) => ({ path, status }))).toEqual([
      { path: "a.txt", status: "changed" },
      { path: "b.txt", status: "modified" },
    ]);
    expect(files[1]?.patch).toBe("@@ -1 +1 @@\n-b\n+changed");
  });

  it("do not depend on how its owner likes to see differences", async () => {
    checkout.git("config", "diff.noprefix", "true");
    checkout.git("config", "diff.external", "false");
    checkout.git("config", "color.diff", "always");
    checkout.git("config", "diff.context", "0");
    checkout.git("config", "diff.renames", "false");
    const files = await changed({ "a.txt": lines(20) }, { "a.txt": null, "b.txt": lines(20) });
    expect(files).toMatchObject([{ path: "b.txt", previousPath: "a.txt", status: "renamed" }]);
  });

  it("are whole up to 3,000, and say so beyond", async () => {
    const many = Object.fromEntries(Array.from({ length: 3_001 }, (_, index) => [`f/${index}`, `${index}\n`]));
    const from = checkout.commit("before", {});
    const to = checkout.commit("after", many);
    const list = await collectChangedFiles(from, to, gitIn(checkout.path, checkout.env));
    expect([list.files.length, list.isComplete]).toEqual([3_000, false]);
    checkout.commit("one less", { "f/0": null });
    const fewer = await collectChangedFiles(from, "HEAD", gitIn(checkout.path, checkout.env));
    expect([fewer.files.length, fewer.isComplete]).toEqual([3_000, true]);
  });
});
