/** A commit message in two parts. */
export interface CommitText {
  /** Its first line. */
  readonly subject: string;
  /** What follows below: footers stand there. */
  readonly body: string;
}

/** Reads a message as git and GitHub do: a line ends at its line feed, and a carriage return further in is a part of it. */
export function readMessage(message: string): CommitText {
  const [line = ""] = /^[^\n]*/.exec(message) ?? [];
  return { subject: line.trimEnd(), body: message.slice(line.length + 1) };
}

export interface LandedText extends CommitText {
  /** Whether the subject ended in the ` (#12)` that GitHub adds to a squash, and to a merge that is called like one. */
  readonly hasNumber: boolean;
}

/** The message of a commit that GitHub made of a pull request. Its own number is left out of the subject. */
export function readLanded(message: string, number: number): LandedText {
  const { subject, body } = readMessage(message);
  const suffix = ` (#${number})`;
  const hasNumber = subject.endsWith(suffix);
  return { subject: hasNumber ? subject.slice(0, -suffix.length) : subject, body, hasNumber };
}
