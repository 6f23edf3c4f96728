/**
 * Rejects with `${what} within N ms` when the work has not settled by then. The work itself goes on: after a timeout it
 * may still take effect, so callers treat the rejection as "maybe done".
 */
export async function withDeadline<T>(work: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what} within ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
