import type { PullRequest } from "../../facts.ts";
import { type Reason, reason } from "../../reason.ts";
import { nearest } from "../../text/nearest.ts";
import { type BodyBlock, findBodyBlock, readBodyBlocks } from "./body-block.ts";
import { keptWith } from "../../kept-with.ts";
import { type Reading, readAs, unread } from "./reading.ts";

/** A fenced block of the description. Nothing was measured by anybody else, and every verdict says so. */
export function readBody(name: string, pullRequest: Pick<PullRequest, "body">): Reading {
  const block = findBodyBlock(blocksOf(pullRequest), name);
  const called = `gatehouse ${name}`;
  const told = { caveats: [reason("stated-by-author", { block: called })] };
  if (block.state === "found") return readAs("yaml", block, called, told);
  return unread(called, whyUnread(block, name), told);
}

const blocksOf = keptWith(({ body }: Pick<PullRequest, "body">) => readBodyBlocks(body));

function whyUnread(block: Exclude<BodyBlock, { state: "found" }>, name: string): Reason {
  const opening = `\`\`\`gatehouse ${name}`;
  switch (block.state) {
    case "absent": {
      const guess = nearest(name, block.names);
      return guess === undefined
        ? reason("block-absent", { opening })
        : reason("block-called-otherwise", { opening, near: `gatehouse ${guess}` });
    }
    case "quoted":
      return reason("block-quoted", { opening });
    case "repeated":
      return reason("block-repeated", { opening });
    case "unclosed":
      return reason("block-unclosed", { opening });
    case "too-tangled":
      return reason("block-too-tangled", {});
  }
}
