/** What a pull request changed at one head, in digests, kept so that later pushes can be compared with it. */
export interface DiffDigests {
  readonly baseBranch: string;
  /** Of everything that is changed; null when GitHub did not list it all. */
  readonly whole: string | null;
  /** By area key. */
  readonly areas: Readonly<Record<string, AreaPart>>;
}

export interface AreaPart {
  readonly digest: string | null;
  /** By path; left out for very large areas. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}

/** A head that a pull request has or had. */
export interface Head {
  readonly sha: string;
  readonly baseBranch: string;
  /** When it was first heard of: perhaps later than the real push, never earlier. */
  readonly since: Date;
  /** Undefined when nobody looked at the pull request while it had this head. */
  readonly diff: DiffDigests | undefined;
}

/** The heads of a pull request as far as they are known. */
export interface Heads {
  /** With the digests of the files that are judged now. */
  readonly present: Head;
  /** Newest first; one sha may be there twice, when it came back. */
  readonly earlier: readonly Head[];
}

/**
 * Of some stays, newest first, the one that somebody had before their eyes who spoke then: one that had been there for the
 * grace, else the oldest that was there at all.
 */
export function seenAt(stays: readonly Head[], at: Date, graceMs: number): Head | undefined {
  return stays.find((each) => wasThere(each, at, graceMs)) ?? stays.findLast((each) => wasThere(each, at, 0));
}

/** GitHub's times of comments and reviews are whole seconds, so the head's time is compared as one too. */
export function wasThere({ since }: Head, at: Date, graceMs: number): boolean {
  return Math.floor(since.getTime() / 1000) * 1000 <= at.getTime() - graceMs;
}
