import { hasCorpus } from "./corpus.ts";
import { hasRedis } from "./redis.ts";

/** Runs once before all suites: what will be skipped is said here, in one line each, and nowhere else. */
export function setup(): void {
  if (!hasRedis) process.stderr.write("redis-server is not on PATH: the suites that need it are skipped.\n");
  if (!hasCorpus) process.stderr.write("../shared/corpus is not there: the tests on real data are skipped.\n");
}
