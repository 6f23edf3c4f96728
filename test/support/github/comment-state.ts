import type { AppSeed } from "./seed.ts";
import { timestamp } from "./world.ts";

/** What emulate does not know of comments: when a text was really changed, which App wrote it for a person, who hid it. */
export class CommentState {
  readonly #editedAt = new Map<number, string>();
  readonly #apps = new Map<number, AppSeed>();
  readonly #minimized = new Set<number>();
  readonly #hasty = new Set<number>();

  /** From now on this comment is edited within the second of its last change, which no time of GitHub's shows. */
  keepSecond(id: number): void {
    this.#hasty.add(id);
  }
  /** Else a second after what was there, at least: GitHub's timestamps are no finer, and people are no faster. */
  edited(id: number, createdAt: string, now: Date = new Date()): void {
    if (this.#hasty.has(id)) {
      this.#editedAt.set(id, this.#editedAt.get(id) ?? timestamp(new Date(createdAt)));
      return;
    }
    const before = new Date(this.#editedAt.get(id) ?? createdAt).getTime();
    this.#editedAt.set(id, timestamp(new Date(Math.max(now.getTime(), before + 1000))));
  }
  /** Undefined while the text is the one it was created with. */
  editedAt(id: number): string | undefined {
    return this.#editedAt.get(id);
  }

  writtenVia(id: number, app: AppSeed): void {
    this.#apps.set(id, app);
  }
  appOf(id: number): AppSeed | undefined {
    return this.#apps.get(id);
  }

  minimize(id: number): void {
    this.#minimized.add(id);
  }
  isMinimized(id: number): boolean {
    return this.#minimized.has(id);
  }
}
