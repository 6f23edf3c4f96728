import { expect, it } from "vitest";
import { isSignedBy } from "../../src/ingest/signature.ts";
import { sign } from "../support/webhook-door.ts";

// From GitHub's documentation, "Testing the webhook payload validation".
const documented = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
const body = Buffer.from("Hello, World!");

it.for([
  { header: documented, secrets: ["It's a Secret to Everybody"], isSigned: true },
  { header: documented, secrets: ["the-new-one", "It's a Secret to Everybody"], isSigned: true },
  { header: documented, secrets: ["another"], isSigned: false },
  { header: documented, secrets: [], isSigned: false },
  { header: documented.toUpperCase(), secrets: ["It's a Secret to Everybody"], isSigned: false },
  { header: documented.slice(7), secrets: ["It's a Secret to Everybody"], isSigned: false },
  { header: `${documented}0`, secrets: ["It's a Secret to Everybody"], isSigned: false },
  { header: "sha256=", secrets: ["It's a Secret to Everybody"], isSigned: false },
  { header: "", secrets: ["It's a Secret to Everybody"], isSigned: false },
  { header: sign(body, ""), secrets: [""], isSigned: false },
])("$header under $secrets → $isSigned", ({ header, secrets, isSigned }) => {
  expect(isSignedBy(body, header, secrets)).toBe(isSigned);
});

it("a byte order mark is part of what is signed", () => {
  const marked = Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]);
  expect(isSignedBy(marked, sign(marked, "secret"), ["secret"])).toBe(true);
  expect(isSignedBy(marked.subarray(3), sign(marked, "secret"), ["secret"])).toBe(false);
});
