import { describe, expect, it } from "vitest";
import { isMeant } from "../../../src/policy/text/bare-login.ts";

describe("a login is meant", () => {
  it.for([
    { login: "codex[bot]", written: "codex", isIt: true },
    { login: "codex", written: "codex", isIt: true },
    { login: "Codex[bot]", written: "codeX[bot]", isIt: true },
    { login: "codex", written: "codex[bot]", isIt: false },
    { login: "codexx[bot]", written: "codex", isIt: false },
    { login: "codex", written: "", isIt: false },
  ])("$login by $written: $isIt", ({ login, written, isIt }) => expect(isMeant(login, written)).toBe(isIt));
});
