import { describe, expect, it } from "vitest";
import { type NotProposed, renderNotProposed } from "../../../src/render/advisory/not-proposed.ts";

const message = "cannot be edited without changing more than the one entry";
const notEditable = { files: ["deny.toml"], why: { kind: "not-editable", line: 3, message } } as const;
const link = { files: ["deny.toml"], why: { kind: "link", path: "deny.toml" } } as const;
const refused = {
  files: ["deny.toml", ".cargo/audit.toml"],
  why: { kind: "refused", branch: "gatehouse/ignore-RUSTSEC-2099-0001" },
} as const;

describe("what cannot be written into a policy file", () => {
  it.for<{ given: NotProposed; is: string }>([
    {
      given: { ...notEditable, isRemoval: false },
      is: `❌ The decision is recorded, and Gatehouse cannot write it down: \`deny.toml\`, line 3, \`${message}\`.

Write the ignore into \`deny.toml\` yourself, as the issue shows it; it counts once it is merged.`,
    },
    {
      given: { ...notEditable, isRemoval: true },
      is: `❌ The decision is recorded, and Gatehouse cannot write it down: \`deny.toml\`, line 3, \`${message}\`.

Remove the ignore from \`deny.toml\` yourself; until that is merged, it counts.`,
    },
    {
      given: { ...link, isRemoval: false },
      is: `❌ The decision is recorded, and Gatehouse cannot write it down: \`deny.toml\` is a symbolic link, or stands in a folder that is one.

Write the ignore into \`deny.toml\` yourself, as the issue shows it; it counts once it is merged.`,
    },
    {
      given: { ...refused, isRemoval: false },
      is: `❌ The decision is recorded, and Gatehouse cannot write it down: GitHub does not let it push the branch \`gatehouse/ignore-RUSTSEC-2099-0001\`.

Write the ignore into \`deny.toml\` and \`.cargo/audit.toml\` yourself, as the issue shows it; it counts once it is merged.

Gatehouse tries again with each scan. Whoever runs it can give the App the permission \`contents: write\`; where it has that, a rule of the repository keeps it from making such a branch.`,
    },
  ])("is left to a person: $given", ({ given, is }) => {
    expect(renderNotProposed(given)).toBe(is);
  });
});
