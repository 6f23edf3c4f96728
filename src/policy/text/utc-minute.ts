/** `2026-11-20 09:00 UTC`. Never "two hours ago": the same state must give the same bytes. */
export function utcMinute(moment: Date | string): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
