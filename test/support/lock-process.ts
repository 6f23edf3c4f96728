import { lockDataDir } from "../../src/queue/embedded/data-dir-lock.ts";

// Holds the lock of a data directory until it is killed.
await lockDataDir(process.argv[2] ?? "");
process.send?.("locked");
setInterval(() => undefined, 60_000);
