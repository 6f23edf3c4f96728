import type { CheckAnnotation } from "../policy/effect.ts";
import type { Report } from "../policy/evaluate.ts";
import { cut } from "./markdown.ts";
import { plainFix, plainSentence } from "./plain-reason.ts";

// GitHub takes fifty in one request.
const mostAnnotations = 50;
const longestMessage = 2_000;

/** What gates point at in the files of the head, what blocks first. A waived gate has nothing left to point at. */
export function annotationsOf({ gates }: Report): readonly CheckAnnotation[] {
  const order = ["failure", "warning", "notice"];
  return gates
    .filter(({ verdict }) => verdict.state !== "waived")
    .flatMap(({ gate, use, verdict: { annotations = [] } }) =>
      annotations.map(({ reason, level, path, startLine, endLine }) => {
        const text = [plainSentence(reason), plainFix(reason)].filter((part) => part !== undefined).join(" ");
        // What is only advised is no failure.
        const shown = use === "advise" && level === "failure" ? "warning" : level;
        return { path, startLine, endLine, level: shown, title: gate, message: cut(text, longestMessage) };
      }),
    )
    .toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
    .slice(0, mostAnnotations);
}
