import type { TellThread } from "./hooks/threads.ts";

interface NewThread {
  /** Whoever begins it. */
  readonly login: string;
  readonly path: string;
  /** Null when the line is gone. */
  readonly line?: number | null;
  readonly isOutdated?: boolean;
}

interface StoredThread {
  readonly id: string;
  readonly number: number;
  /** The key in `Accounts`. */
  readonly author: string;
  readonly path: string;
  readonly line: number | null;
  readonly isOutdated: boolean;
  readonly isResolved: boolean;
}

/** Conversations about lines of pull requests; emulate knows the comments and not whether they were settled. */
export class ThreadStore {
  readonly #threads = new Map<string, StoredThread>();

  insert(thread: Omit<StoredThread, "id" | "isResolved">): string {
    const id = `PRRT_${this.#threads.size + 1}`;
    this.#threads.set(id, { ...thread, id, isResolved: false });
    return id;
  }
  /** In the order they were begun. */
  of(number: number): readonly StoredThread[] {
    return [...this.#threads.values()].filter((thread) => thread.number === number);
  }
  change(id: string, change: Partial<Pick<StoredThread, "isResolved" | "isOutdated">>): StoredThread {
    const before = this.#threads.get(id);
    if (before === undefined) throw new Error(`there is no thread ${id}`);
    const after = { ...before, ...change };
    this.#threads.set(id, after);
    return after;
  }
}

interface Desk {
  readonly keyOf: (login: string) => string;
  /** Submits a review that only remarks. */
  readonly remark: (login: string, number: number) => Promise<unknown>;
  readonly tell: TellThread;
}

/** What people do with conversations. GitHub tells of one that begins as of a review, and of its end by its own event. */
export function threadDeskOf(threads: ThreadStore, { keyOf, remark, tell }: Desk) {
  const insert = (number: number, { login, path, line = 1, isOutdated = false }: NewThread) =>
    threads.insert({ number, author: keyOf(login), path, line, isOutdated });
  return {
    beginThread: async (number: number, thread: NewThread): Promise<string> => {
      const id = insert(number, thread);
      await remark(thread.login, number);
      return id;
    },
    /** By the hundred, reviews would take long. */
    beginThreadUntold: insert,
    resolveThread: async (login: string, id: string): Promise<void> => {
      const { number } = threads.change(id, { isResolved: true });
      await tell(number, "resolved", { login, nodeId: id });
    },
    unresolveThread: async (login: string, id: string): Promise<void> => {
      const { number } = threads.change(id, { isResolved: false });
      await tell(number, "unresolved", { login, nodeId: id });
    },
  };
}
