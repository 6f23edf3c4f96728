import { z } from "zod";
import { refuse } from "./exchange.ts";
import type { ApiReply } from "./exchange.ts";

const Text = z.object({ body: z.string().nullish(), title: z.string().nullish() });
const CheckRunText = z.object({
  output: z
    .object({ summary: z.string().nullish(), text: z.string().nullish(), annotations: z.array(z.unknown()).optional() })
    .optional(),
  actions: z.array(z.object({ label: z.string(), identifier: z.string(), description: z.string() })).optional(),
});

/** GitHub's sizes. The answer GitHub gives to a body beyond them, or undefined. */
export function refuseOversize(route: string, body: unknown): ApiReply | undefined {
  const problems = route.includes("/check-runs") ? checkRunProblems(body) : textProblems(body);
  if (problems.length === 0) return undefined;
  const errors = problems.map((message) => ({ resource: "Body", code: "custom", message }));
  return refuse(422, `Validation Failed: ${problems.join(" ")}`, errors);
}

function textProblems(body: unknown): readonly string[] {
  const { data } = Text.safeParse(body);
  const problems: string[] = [];
  if ((data?.body?.length ?? 0) > 65_536) problems.push("body is too long (maximum is 65536 characters)");
  if ((data?.title?.length ?? 0) > 256) problems.push("title is too long (maximum is 256 characters)");
  return problems;
}

function checkRunProblems(body: unknown): readonly string[] {
  const { data } = CheckRunText.safeParse(body);
  const problems: string[] = [];
  for (const field of ["summary", "text"] as const) {
    // GitHub speaks of characters and means bytes.
    if (Buffer.byteLength(data?.output?.[field] ?? "") > 65_535) {
      problems.push(`Only 65535 characters are allowed in ${field}.`);
    }
  }
  if ((data?.output?.annotations?.length ?? 0) > 50) problems.push("Only 50 annotations are allowed per request.");
  if ((data?.actions?.length ?? 0) > 3) problems.push("Only 3 actions are allowed.");
  for (const action of data?.actions ?? []) {
    if (action.label.length > 20) problems.push("Action label is too long (maximum is 20 characters).");
    if (action.identifier.length > 20) problems.push("Action identifier is too long (maximum is 20 characters).");
    if (action.description.length > 40) problems.push("Action description is too long (maximum is 40 characters).");
  }
  return problems;
}
