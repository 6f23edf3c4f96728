/** A pull request as it is written: `acme/app#7`. */
export interface Subject {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** Also the address of a pull request's page, which is what people have at hand. Undefined for anything else. */
export function parseSubject(text: string): Subject | undefined {
  const short = /^(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)#(?<number>[1-9]\d{0,8})$/.exec(text);
  const page =
    /^https:\/\/[\w.:-]+\/(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)\/pull\/(?<number>[1-9]\d{0,8})(?:[/?#].*)?$/.exec(text);
  const { owner, repo, number } = short?.groups ?? page?.groups ?? {};
  return owner === undefined || repo === undefined ? undefined : { owner, repo, number: Number(number) };
}

export function getSubject(text: string): Subject {
  const subject = parseSubject(text);
  if (subject === undefined) throw new Error(`\`${text}\` is no pull request. Write OWNER/REPO#NUMBER`);
  return subject;
}
