import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readDocument } from "../../../src/cli/checkout/documents.ts";
import { gitIn } from "../../../src/cli/checkout/git.ts";
import { aCheckout, type Checkout } from "../../support/checkout.ts";

let checkout: Checkout;
beforeAll(() => {
  checkout = aCheckout();
  checkout.write({
    "dir/report.json": "{}",
    "-dash": "dash",
    "line\nbreak": "broken",
    "*": "star",
    "big.json": "12345",
  });
  mkdirSync(join(checkout.path, "links"));
  const link = (target: string, name: string) => symlinkSync(target, join(checkout.path, "links", name));
  link("../dir/report.json", "there");
  link("there", "twice");
  link("circle", "circle");
  link("../dir", "folder");
  link("/etc/passwd", "away");
  link("../../outside", "above");
  checkout.commit("documents", {});
  checkout.write({ "dir/report.json": "changed, and not committed", "uncommitted.json": "{}" });
});
afterAll(() => checkout.remove());

it.for([
  { path: "dir/report.json", state: "found", text: "{}" },
  { path: "-dash", state: "found", text: "dash" },
  { path: "line\nbreak", state: "found", text: "broken" },
  { path: "*", state: "found", text: "star" },
  { path: "links/there", state: "link" },
  { path: "links/twice", state: "link" },
  { path: "links/circle", state: "link" },
  { path: "links/away", state: "link" },
  { path: "links/above", state: "link" },
  { path: "links/folder", state: "link" },
  { path: "links/folder/report.json", state: "link" },
  { path: "links/nowhere/report.json", state: "absent" },
  { path: "dir", state: "absent" },
  { path: "dir/", state: "absent" },
  { path: "uncommitted.json", state: "absent" },
  { path: "nowhere.json", state: "absent" },
])("$path is $state", async ({ path, ...document }) => {
  expect(await readDocument("HEAD", path, 100, gitIn(checkout.path, checkout.env))).toEqual(document);
});

it("a document above the limit is not read", async () => {
  const git = gitIn(checkout.path, checkout.env);
  expect(await readDocument("HEAD", "big.json", 4, git)).toEqual({ state: "too-large", bytes: 5, limit: 4 });
  expect(await readDocument("HEAD", "big.json", 5, git)).toEqual({ state: "found", text: "12345" });
});
