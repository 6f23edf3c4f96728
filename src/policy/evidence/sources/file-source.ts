import type { Facts } from "../../facts.ts";
import { reason } from "../../reason.ts";
import { formatOf } from "../formats/format.ts";
import { type Reading, readAs, unread } from "./reading.ts";
import { selfReport } from "./self-report.ts";

/** A file of the repository, at the head. */
export function readFile(file: string, { documents, files }: Pick<Facts, "documents" | "files">): Reading {
  const found = documents.get(file) ?? { state: "absent" };
  const told = { caveats: selfReport(files, file) };
  if (found.state === "absent") return unread(file, reason("evidence-absent", { file }), told);
  if (found.state === "link") return unread(file, reason("evidence-link", { file }), told);
  if (found.state === "too-large") {
    const { bytes, limit } = found;
    return unread(file, reason("evidence-too-large", { file, bytes: String(bytes), limit: String(limit) }), told);
  }
  // The configuration was validated before.
  const format = formatOf(file);
  if (format === undefined) return unread(file, reason("evidence-format", { file }), told);
  return readAs(format, found, file, told);
}
