import type { UsedGate } from "../policy/evaluate.ts";
import { signoffGate } from "../policy/gates/signoff.ts";
import { titleWords } from "../policy/when.ts";
import type { Config } from "./schema.ts";
import { freeName } from "./free-name.ts";

/** The sign-offs that `title.required_signoffs` asks for by what a title announces, whether titles are a gate or not. */
export function announcedSignoffs(config: Config): readonly UsedGate[] {
  return titleWords.flatMap((word): readonly UsedGate[] => {
    const signoff = config.title.requiredSignoffs[word];
    if (signoff === undefined) return [];
    const name = freeName(`${word}-signoff`, config, { otherwise: `${word}-title-signoff` });
    const gate = signoffGate.bind({ signoff });
    return [{ name, use: "require", gate, area: undefined, when: [{ title: word }], isImplied: true }];
  });
}
