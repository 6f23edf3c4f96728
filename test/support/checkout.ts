import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A real git repository in a folder of its own. */
export interface Checkout {
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  git(...args: readonly string[]): string;
  /** Writes files into the working tree; null removes. */
  write(files: Readonly<Record<string, string | Buffer | null>>): void;
  /** Writes, adds everything and commits; gives the commit. */
  commit(subject: string, files: Readonly<Record<string, string | Buffer | null>>): string;
  remove(): void;
}

const author = { GIT_AUTHOR_NAME: "ana", GIT_AUTHOR_EMAIL: "ana@example.com" };
const committer = { GIT_COMMITTER_NAME: "ana", GIT_COMMITTER_EMAIL: "ana@example.com" };
// The same commits every time, so that their ids may stand in a test.
const dates = { GIT_AUTHOR_DATE: "2026-11-20T08:00:00Z", GIT_COMMITTER_DATE: "2026-11-20T08:00:00Z" };

export function aCheckout(): Checkout {
  const path = mkdtempSync(join(tmpdir(), "gatehouse-checkout-"));
  // No configuration of the machine decides here.
  const nowhere = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", HOME: path };
  const env = { PATH: process.env["PATH"], ...author, ...committer, ...dates, ...nowhere };
  const git = (...args: readonly string[]) => execFileSync("git", [...args], { cwd: path, env, encoding: "utf8" });
  const write: Checkout["write"] = (files) => {
    for (const [name, content] of Object.entries(files)) {
      const place = join(path, name);
      mkdirSync(dirname(place), { recursive: true });
      if (content === null) rmSync(place);
      else writeFileSync(place, content);
    }
  };
  git("init", "--quiet", "--initial-branch=main", ".");
  return {
    path,
    env,
    git,
    write,
    commit: (subject, files) => {
      write(files);
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", subject);
      return git("rev-parse", "HEAD").trim();
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
