import { createHash, randomUUID } from "node:crypto";
import { realpath, rename, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";

export interface DataDirLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one in the directory, by listening on Unix sockets. Sockets instead of a process id: the
 * kernel stops answering for a killed process, while an id is reused, and is always 1 in a container. On Linux the name
 * that is taken first is an abstract one, which the kernel frees with its process, so nothing stale is ever in the way.
 * The one in the directory also keeps out processes of other containers that share the directory.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const abstractLock = process.platform === "linux" ? await listen(await abstractName(dataDir), dataDir) : "none";
  if (abstractLock === undefined) throw inUse(dataDir);
  const locks = abstractLock === "none" ? [] : [abstractLock];
  try {
    locks.push(await lockInDirectory(dataDir));
  } catch (error) {
    await closeAll(locks);
    throw error;
  }
  return { release: () => closeAll(locks) };
}

async function abstractName(dataDir: string): Promise<string> {
  const digest = createHash("sha256").update(await realpath(dataDir));
  return `\0gatehouse-${digest.digest("hex")}`;
}

async function lockInDirectory(dataDir: string): Promise<Server> {
  const path = join(dataDir, "lock.sock");
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const server = await listen(path, dataDir);
    if (server !== undefined) return server;
    await removeStaleLock(path, dataDir);
  }
  throw inUse(dataDir);
}

/** Undefined when somebody else has the name. */
function listen(path: string, dataDir: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(explain(error, dataDir));
    });
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

// Moved away before it is judged, so that a fresh lock that appears in between is not removed.
async function removeStaleLock(path: string, dataDir: string): Promise<void> {
  const aside = `${path}.${randomUUID().slice(0, 8)}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
  if (await answers(aside)) {
    await rename(aside, path);
    throw inUse(dataDir);
  }
  await rm(aside, { force: true });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  // Closing removes the socket's file too; an error only means that it was closed before.
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
}

function inUse(dataDir: string): Error {
  return new Error(
    `Another Gatehouse process is using ${dataDir}. The embedded backend allows one: stop the other one, ` +
      "give this one its own DATA_DIR, or set REDIS_URL to run several.",
  );
}

// The kernel allows about 100 characters for a socket's path.
function explain(error: NodeJS.ErrnoException, dataDir: string): Error {
  const fix =
    error.code === "EINVAL" ? "Its path is too long: choose a shorter DATA_DIR." : "Check DATA_DIR and its rights.";
  return new Error(`Cannot lock ${dataDir} (${error.code}). ${fix}`, { cause: error });
}
