import { expect, it } from "vitest";
import { repositorySeal } from "../../../src/github/triage/repository-seal.ts";
import { parseAdvisoryNote, withNote } from "../../../src/render/advisory/advisory-note.ts";
import { aState } from "../../render/advisory/builders.ts";
import { testSeal } from "../../support/test-seal.ts";

const advisory = "RUSTSEC-2099-0001";
const text = `<!-- gatehouse:advisory v1 ${advisory} -->\n\nWhat it is.`;

it("a note that was copied from another repository is none", () => {
  const [here, there] = [1, 11].map((id) => repositorySeal({ seal: testSeal }, id));
  if (here === undefined || there === undefined) throw new Error("two seals were made");
  const body = withNote("advisory", text, advisory, aState(), there);
  expect(parseAdvisoryNote("advisory", body, there)).toEqual({ advisory, state: aState(), isOurText: true });
  expect(parseAdvisoryNote("advisory", body, here)).toEqual({ advisory, state: undefined, isOurText: false });
});
