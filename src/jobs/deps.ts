import type { Logger } from "pino";
import type { AdvisorySource } from "../advisories/source.ts";
import type { ChatTarget } from "../chat/target.ts";
import type { GitHub } from "../github/github.ts";
import type { Enqueue } from "../queue/job.ts";
import type { Store } from "../store/store.ts";

/** What a job may use. Built once in `start-jobs.ts` and handed to every job; the logger is the job's own child. */
export interface Deps {
  readonly github: GitHub;
  /** Undefined when the operator configured no chat. */
  readonly chat: ChatTarget | undefined;
  readonly advisories: AdvisorySource;
  readonly store: Store;
  readonly enqueue: Enqueue;
  readonly now: () => Date;
  readonly log: Logger;
  /** 1 the first time; being asked to wait does not count. */
  readonly attempt: number;
  /** Plans are logged, nothing is written. */
  readonly dryRun: boolean;
}
