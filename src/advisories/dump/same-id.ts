import { type AdvisoryRecord, isWithdrawn } from "../../policy/advisory/records/record.ts";

/** What says one id twice does not say which of the two is right: what one of them calls affected is affected. */
export function mergeById(records: readonly AdvisoryRecord[]): readonly AdvisoryRecord[] {
  return [...Map.groupBy(records, ({ id }) => id).values()].flatMap((same) => mergeAll(same) ?? []);
}

/** Records of one id as one, which is taken back only where all of them are. */
function mergeAll(records: readonly AdvisoryRecord[]): AdvisoryRecord | undefined {
  const live = records.filter((record) => !isWithdrawn(record));
  const [first, ...others] = live.length > 0 ? live : records;
  if (first === undefined || others.length === 0) return first;
  const all = [first, ...others];
  const affected = all.flatMap((record) => record.affected ?? []);
  return {
    ...first,
    aliases: [...new Set(all.flatMap(({ aliases }) => aliases ?? []))],
    affected: [...new Map(affected.map((entry) => [JSON.stringify(entry), entry])).values()],
  };
}
