import type { Thread, ThreadList } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import type { Verdict } from "../verdict.ts";

const mostNamed = 10;

/** Also outdated threads: that the code moved on answers nobody. */
export function judgeThreads(threads: ThreadList | undefined): Verdict {
  if (threads === undefined) throw new Error("review threads were not read, although a gate needs them");
  const { unresolved, total } = threads;
  const count = String(total);
  if (total === 0) return { state: "pass", reason: reason("no-threads", {}) };
  if (unresolved.length === 0) return { state: "pass", reason: reason("threads-resolved", { count }) };
  const more = unresolved.length - mostNamed;
  return {
    state: "fail",
    reason: reason("threads-open", { open: String(unresolved.length), count }),
    details: [
      ...unresolved.slice(0, mostNamed).map(openThread),
      ...(more > 0 ? [reason("threads-more", { more: String(more) })] : []),
    ],
  };
}

function openThread({ path, line, by, isOutdated }: Thread): Reason {
  const place = line === undefined ? path : `${path}:${line}`;
  // GitHub's own name for whoever deleted their account.
  return reason(isOutdated ? "thread-outdated" : "thread-open", { place, by: by ?? "ghost" });
}
