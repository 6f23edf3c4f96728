/** One request of the App, as it was answered. */
export interface LoggedRequest {
  readonly method: string;
  /** E.g. "GET /repos/{owner}/{repo}/pulls/{pull_number}"; "unknown" when GitHub has no such path. */
  readonly route: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Undefined when the connection was dropped before an answer. */
  readonly status: number | undefined;
  readonly kind: "token" | "read" | "write";
}

/** Every request of the App since a moment. 304s are reads with status 304; token requests are neither reads nor writes. */
export class RequestLog {
  readonly #entries: LoggedRequest[];
  readonly #from: number;

  constructor(entries: LoggedRequest[] = [], from = 0) {
    this.#entries = entries;
    this.#from = from;
  }

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
  }
  /** A moment to look back to with `since`. */
  mark(): number {
    return this.#entries.length;
  }
  since(mark: number): RequestLog {
    return new RequestLog(this.#entries, mark);
  }
  all(): readonly LoggedRequest[] {
    return this.#entries.slice(this.#from);
  }
  reads(): readonly LoggedRequest[] {
    return this.all().filter(({ kind }) => kind === "read");
  }
  notModified(): readonly LoggedRequest[] {
    return this.all().filter(({ status }) => status === 304);
  }
  writes(): readonly LoggedRequest[] {
    return this.all().filter(({ kind }) => kind === "write");
  }
  tokens(): readonly LoggedRequest[] {
    return this.all().filter(({ kind }) => kind === "token");
  }
  /** How many of each route, most frequent first. */
  byRoute(): Readonly<Record<string, number>> {
    const counts = new Map<string, number>();
    for (const { route } of this.all()) counts.set(route, (counts.get(route) ?? 0) + 1);
    return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
  }
}

/** Requests that GitHub's own description does not allow. Left unread they make `close()` throw. */
export class Violations {
  readonly #found: string[] = [];
  #read = 0;

  add(problem: string): void {
    this.#found.push(problem);
  }
  /** All so far, and marks them as read. */
  take(): readonly string[] {
    this.#read = this.#found.length;
    return [...this.#found];
  }
  unread(): readonly string[] {
    return this.#found.slice(this.#read);
  }
}
