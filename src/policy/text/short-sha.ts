/** A commit as people write it: the first seven characters of its id. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
