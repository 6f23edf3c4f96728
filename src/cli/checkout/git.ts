import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The `git` program in one folder. No shell, no pager, nothing that the user's configuration adds to its output. */
export interface Git {
  /** What it prints. Throws with git's own words when it fails. */
  readonly read: (...args: readonly string[]) => Promise<string>;
  /** Undefined when it ends with code 1, by which git says that something is not there. */
  readonly find: (...args: readonly string[]) => Promise<string | undefined>;
}

// A difference above this is not judged: it would be held in memory several times.
const outputLimit = 64 * 1024 * 1024;

// Names come unquoted where `-z` ends them, and paths are no patterns. The configuration of a checkout may name programs to
// start: none is, as long as only commits are read. Of the working tree git would ask its filters.
const always = ["--no-pager", "--literal-pathspecs", "-c", "core.quotepath=on", "-c", "core.fsmonitor=false"];

export function gitIn(cwd: string, env: Readonly<Record<string, string | undefined>>): Git {
  const options = {
    cwd,
    env: {
      ...env,
      // Words of git in one language.
      LC_ALL: "C",
      GIT_EXTERNAL_DIFF: undefined,
      GIT_DIFF_OPTS: undefined,
      // What a partial clone lacks would be fetched, by a program of the checkout's choice. Older versions of git know only
      // the second one.
      GIT_NO_LAZY_FETCH: "1",
      GIT_ALLOW_PROTOCOL: "",
    },
    maxBuffer: outputLimit,
  };
  const attempt = async (args: readonly string[]): Promise<Attempt> => {
    try {
      return { ok: true, output: (await run("git", [...always, ...args], options)).stdout };
    } catch (error) {
      return { ok: false, code: codeOf(error), problem: problemOf(args[0] ?? "", error) };
    }
  };
  return {
    read: async (...args) => {
      const attempted = await attempt(args);
      if (!attempted.ok) throw new Error(attempted.problem);
      return attempted.output;
    },
    find: async (...args) => {
      const attempted = await attempt(args);
      if (attempted.ok) return attempted.output;
      if (attempted.code === 1) return undefined;
      throw new Error(attempted.problem);
    },
  };
}

type Attempt =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly code: unknown; readonly problem: string };

function problemOf(command: string, error: unknown): string {
  const code = codeOf(error);
  if (code === "ENOENT") return "the program git was not found";
  if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") {
    return `git ${command} prints more than ${outputLimit / 1024 / 1024} MB; so large a difference is not judged`;
  }
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  if (said.includes("from promisor remote")) {
    return "this clone is partial and lacks what is compared; run `git diff BASE...HEAD` once, which fetches it";
  }
  return `git ${command} failed: ${said.split("\n")[0] ?? ""}`;
}

/** An exit code, or the name of a problem of Node's. */
function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
