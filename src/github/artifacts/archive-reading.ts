import { z } from "zod";

const names = z.array(z.string()).readonly();

/** What an archive holds where one file of it is meant. Kept as JSON, because an artifact never changes. */
export const ArchiveReading = z.discriminatedUnion("state", [
  z.object({ state: z.literal("found"), file: z.string(), text: z.string() }),
  z.object({ state: z.literal("no-file"), names }),
  z.object({ state: z.literal("ambiguous"), names }),
  z.object({ state: z.literal("too-large"), bytes: z.number(), limit: z.number() }),
  z.object({ state: z.literal("unreadable"), problem: z.string() }),
]);
export type ArchiveReading = z.infer<typeof ArchiveReading>;

/** What there is instead is told to people, so a part of it is enough. */
export function someNames(all: readonly string[]): readonly string[] {
  return all
    .filter((name) => name.length <= 300)
    .toSorted()
    .slice(0, 100);
}
