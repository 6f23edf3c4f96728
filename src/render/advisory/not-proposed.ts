import { listInWords } from "../../policy/text/list.ts";
import { show, showSentence } from "./show.ts";

/** Why a decision that is recorded cannot be written into policy files by us. */
export interface NotProposed {
  /** Those that would be changed; the first is the one that `why` is about. */
  readonly files: readonly [string, ...string[]];
  /** Whether an ignore was to be removed there, and not written. */
  readonly isRemoval: boolean;
  readonly why:
    | {
        readonly kind: "not-editable";
        readonly line: number;
        /** Completes "`deny.toml`, line 3, …". */
        readonly message: string;
      }
    /** A change of it would put a file in its place, or change another one. */
    | { readonly kind: "link"; readonly path: string }
    /** GitHub does not let us push the branch. */
    | { readonly kind: "refused"; readonly branch: string };
}

/** A comment: what was decided stands, and a person has to write it down. */
export function renderNotProposed({ files, isRemoval, why }: NotProposed): string {
  const places = listInWords(files, { show, joiner: "and", bytes: 500 });
  const step = isRemoval
    ? `Remove the ignore from ${places} yourself; until that is merged, it counts.`
    : `Write the ignore into ${places} yourself, as the issue shows it; it counts once it is merged.`;
  const cause = `❌ The decision is recorded, and Gatehouse cannot write it down: ${causeInWords(files[0], why)}`;
  return [cause, step, ...(why.kind === "refused" ? [again] : [])].join("\n\n");
}

const again =
  "Gatehouse tries again with each scan. Whoever runs it can give the App the permission `contents: write`; where it has that, a rule of the repository keeps it from making such a branch.";

function causeInWords(file: string, why: NotProposed["why"]): string {
  switch (why.kind) {
    case "not-editable":
      return `${show(file)}, line ${why.line}, ${showSentence(why.message)}.`;
    case "link":
      return `${show(why.path)} is a symbolic link, or stands in a folder that is one.`;
    case "refused":
      return `GitHub does not let it push the branch ${show(why.branch)}.`;
  }
}
