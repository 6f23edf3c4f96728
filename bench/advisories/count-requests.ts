import { anAdvisoryDesk, type AdvisoryDesk } from "../../test/support/advisory-desk.ts";
import { renderTable } from "../table.ts";

/** What one repository with one lockfile costs in requests: the first scan opens an issue, the second finds nothing new. */
export async function countRequests(): Promise<string> {
  const desk = await anAdvisoryDesk();
  try {
    const first = await countOne(desk);
    const unchanged = await countOne(desk);
    const header = ["A scan of one repository", "GitHub", "of them 304", "writes", "OSV batches", "OSV records"];
    return renderTable(header, [
      ["first", ...first],
      ["unchanged", ...unchanged],
    ]);
  } finally {
    await desk.close();
  }
}

async function countOne({ github, osv, scan }: AdvisoryDesk): Promise<readonly string[]> {
  const mark = github.requests.mark();
  const asked = osv.requests.length;
  await scan();
  const made = github.requests.since(mark);
  const batches = osv.requests.slice(asked).filter(({ path }) => path === "/v1/querybatch").length;
  const free = made.all().filter(({ status }) => status === 304).length;
  const records = osv.requests.length - asked - batches;
  return [made.all().length, free, made.writes().length, batches, records].map(String);
}
