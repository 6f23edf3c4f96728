import type { ChangedFile } from "../facts.ts";

/** GitHub shows it like a binary one; its blob tells that there is nothing in it. */
export function isEmptyFile({ blobSha }: Pick<ChangedFile, "blobSha">): boolean {
  return blobSha === "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
}
