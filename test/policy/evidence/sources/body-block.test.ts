import { describe, expect, it } from "vitest";
import {
  bodyLengthLimit,
  containerLimit,
  findBodyBlock,
  lineLimit,
  readBodyBlocks,
} from "../../../../src/policy/evidence/sources/body-block.ts";

function findBlock(body: string, name: string) {
  return findBodyBlock(readBodyBlocks(body), name);
}

const block = "```gatehouse audit\na: 1\n```";

describe("a block of the description", () => {
  it.for([
    { name: "alone", body: block },
    { name: "between paragraphs", body: `Summary\n${block}\nMore` },
    { name: "with Windows line ends", body: `Summary\r\n\r\n${block.replaceAll("\n", "\r\n")}\r\n` },
    { name: "with tildes", body: "~~~gatehouse audit\na: 1\n~~~" },
    { name: "with a longer fence", body: "`````gatehouse audit\na: 1\n``````" },
    { name: "with blanks in its name", body: "``` gatehouse   audit \na: 1\n```" },
    { name: "a little indented", body: "  ```gatehouse audit\n  a: 1\n  ```" },
    { name: "beside one of another name", body: `${block.replace("audit", "other")}\n\n${block}` },
    { name: "below a list", body: `- an item\n${block}` },
    { name: "below a quote", body: `> a quote\n${block}` },
    { name: "below an HTML comment", body: `<!-- fill in -->\n${block}` },
    { name: "folded, so that it can be unfolded", body: `<details>\n\n${block}\n\n</details>` },
  ])("$name", ({ body }) => {
    expect(findBlock(body, "audit")).toEqual({ state: "found", text: "a: 1" });
  });

  it.for([
    { name: "no description", body: "", state: "absent" },
    { name: "another name", body: block.replace("audit", "audits"), state: "absent" },
    { name: "another case", body: block.replace("audit", "Audit"), state: "absent" },
    { name: "a longer name", body: block.replace("audit", "audit v2"), state: "absent" },
    { name: "another language", body: block.replace("gatehouse audit", "yaml audit"), state: "absent" },
    { name: "in an HTML comment", body: `<!--\n${block}\n-->`, state: "absent" },
    { name: "behind an HTML comment that never ends", body: `<!-- fill in\n\n${block}`, state: "absent" },
    { name: "shown in a longer fence", body: `\`\`\`\`md\n${block}\n\`\`\`\``, state: "absent" },
    { name: "indented as code", body: block.replaceAll(/^/gm, "    "), state: "absent" },
    { name: "in a quote", body: block.replaceAll(/^/gm, "> "), state: "quoted" },
    { name: "in a list", body: `- ${block.replaceAll("\n", "\n  ")}`, state: "quoted" },
    { name: "twice", body: `${block}\n\n${block}`, state: "repeated" },
    { name: "twice with other numbers", body: `${block}\n\n${block.replace("1", "2")}`, state: "repeated" },
    { name: "without an end", body: block.slice(0, -4), state: "unclosed" },
    { name: "without an end, and with more text", body: `${block.slice(0, -4)}\n\nTest plan`, state: "unclosed" },
    { name: "with too short an end", body: `\`${block}`, state: "unclosed" },
    { name: "with another end", body: block.replace(/```$/, "~~~"), state: "unclosed" },
    { name: "only its first line", body: "```gatehouse audit", state: "unclosed" },
  ])("$name → $state", ({ body, state }) => {
    expect(findBlock(body, "audit").state).toBe(state);
  });

  it("says which names there are instead", () => {
    const found = findBlock("```gatehouse audits\n```\n\n> ```gatehouse quoted\n> ```", "audit");
    expect(found).toEqual({ state: "absent", names: ["audits"] });
  });

  it("a block in a quote takes nothing from one of our own", () => {
    expect(findBlock(`${block.replaceAll(/^/gm, "> ")}\n\n${block}`, "audit").state).toBe("found");
  });

  // The parser's time grows with the square of these, so they are counted before it begins.
  it.for([
    { name: "quotes", body: (count: number) => "> a\n\n".repeat(count), limit: containerLimit },
    { name: "items", body: (count: number) => "- > a\n".repeat(count), limit: containerLimit },
    { name: "lines", body: (count: number) => "a\n".repeat(count - 1), limit: lineLimit },
    { name: "characters", body: (count: number) => "a".repeat(count), limit: bodyLengthLimit },
    { name: "levels", body: (count: number) => "> ".repeat(count), limit: 20 },
  ])("at most $limit $name are read", ({ body, limit }) => {
    expect([limit, limit + 1].map((count) => findBlock(body(count), "audit").state)).toEqual(["absent", "too-tangled"]);
  });
});
