import { readFile } from "node:fs/promises";

// Linux counts a process's time in hundredths of a second, whatever the kernel's own tick (USER_HZ).
const tickMs = 10;

/** Processor time of a process since it began, user and system; undefined where there is no /proc. */
export async function findCpuMs(pid: number): Promise<number | undefined> {
  const stat = await findFile(`/proc/${pid}/stat`);
  // The second field is the name in parentheses, which may hold blanks; utime and stime are fields 14 and 15.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** Memory that a process holds now (resident set); undefined where there is no /proc. */
export async function findResidentMb(pid: number): Promise<number | undefined> {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec((await findFile(`/proc/${pid}/status`)) ?? "")?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

async function findFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
