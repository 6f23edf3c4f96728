/** One thing that Gatehouse says, see `reason.ts`. */
export interface ReasonText {
  readonly says: string;
  /** What somebody can do about it. */
  readonly fix?: string;
  /** No amount of waiting will resolve it and no failed threshold explains it. */
  readonly needsAction?: true;
}
