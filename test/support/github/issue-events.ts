import { timestamp } from "./world.ts";

export interface IssueEvent {
  readonly event: "labeled" | "unlabeled" | "head_ref_force_pushed";
  /** Its key in `Accounts`. */
  readonly actor: string;
  readonly commitId?: string;
  readonly label?: unknown;
}

export type StoredEvent = IssueEvent & { readonly id: number; readonly createdAt: string };

/** What happened to an issue or a pull request besides being talked about, as far as anybody here asks for it. */
export class IssueEvents {
  readonly #events = new Map<number, readonly StoredEvent[]>();
  #nextId = 20_000_000_001;

  add(number: number, event: IssueEvent): void {
    const stored = { ...event, id: this.#nextId++, createdAt: timestamp() };
    this.#events.set(number, [...this.of(number), stored]);
  }
  /** Oldest first. */
  of(number: number): readonly StoredEvent[] {
    return this.#events.get(number) ?? [];
  }
}
