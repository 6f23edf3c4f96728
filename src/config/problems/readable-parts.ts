import { z } from "zod";
import { AdvisoriesConfig } from "../sections/advisories.ts";
import { AreaConfig } from "../sections/areas.ts";
import { readableUses, usesIn, type WrittenUse } from "../sections/gate-uses.ts";
import { GateConfig } from "../sections/gates.ts";
import { OnMergeConfig } from "../sections/on-merge-config.ts";
import type { UnplacedProblem } from "../problems.ts";
import { ProgramConfig } from "../sections/program-config.ts";
import { usualScanTimes } from "../scan-times.ts";
import { Config } from "../schema.ts";
import { TitleKeys } from "../sections/title-keys.ts";

/** What can be judged of a configuration although other parts of it are broken: all its problems come at once. */
export interface ReadableParts {
  readonly areas: readonly (readonly [name: string, area: AreaConfig])[];
  readonly gates: readonly (readonly [name: string, gate: GateConfig])[];
  readonly programs: readonly (readonly [name: string, program: ProgramConfig])[];
  /** Every name, also of those that cannot be read: what refers to them is right. */
  readonly areaNames: readonly string[];
  readonly gateNames: readonly string[];
  readonly programNames: readonly string[];
  /** Of pull requests and of programs. */
  readonly uses: readonly PlacedUse[];
  /** Entries that name no gate, or several. */
  readonly crowded: readonly UnplacedProblem[];
  readonly base: readonly string[];
  readonly onMerge: OnMergeConfig | undefined;
  readonly title: TitleKeys | undefined;
  readonly advisories: ReadableAdvisories | undefined;
  /** Of areas that do not say. */
  readonly quorum: Config["signoffs"]["quorum"];
}

interface PlacedUse extends WrittenUse {
  /** Of its entry. */
  readonly path: readonly PropertyKey[];
  /** Name of the program; undefined for every pull request. */
  readonly program: string | undefined;
}

const { lockfiles, skip, ignores, branch, scan, labels, triage } = AdvisoriesConfig.shape;
const ReadableAdvisories = z.object({
  lockfiles: lockfiles.catch(undefined),
  skip: skip.catch([]),
  ignores: ignores.catch([]),
  branch: branch.catch(undefined),
  scan: scan.catch(usualScanTimes),
  labels: labels.catch([]),
  triage: triage.catch(undefined),
});
type ReadableAdvisories = z.infer<typeof ReadableAdvisories>;

const Named = z.record(z.string(), z.unknown());
const Sections = z.object({
  areas: Named.catch({}),
  gates: Named.catch({}),
  programs: Named.catch({}),
  pull_request: z
    .object({
      require: z.unknown(),
      advise: z.unknown(),
      base: z.array(z.string()).catch([]),
      on_merge: OnMergeConfig.optional().catch(undefined),
    })
    .partial()
    .catch({}),
  title: z.unknown().optional(),
  advisories: ReadableAdvisories.optional().catch(undefined),
  signoffs: z.unknown().optional(),
});

export function readableParts(content: object): ReadableParts {
  const { areas, gates, programs, pull_request: pullRequest, title, advisories, signoffs } = Sections.parse(content);
  const readSignoffs = Config.shape.signoffs.safeParse(signoffs);
  const readTitle = TitleKeys.safeParse(title ?? {});
  const entries = [
    ...entriesOf(pullRequest, undefined),
    ...Object.entries(programs).flatMap(([name, program]) => entriesOf(program, name)),
  ];
  return {
    areas: readable(areas, AreaConfig),
    gates: readable(gates, GateConfig),
    programs: readable(programs, ProgramConfig),
    areaNames: Object.keys(areas),
    gateNames: Object.keys(gates),
    programNames: Object.keys(programs),
    uses: entries.flatMap(({ uses, path, program }) => uses.map((each) => ({ ...each, path, program }))),
    crowded: entries.flatMap(({ uses, path }) => (uses.length === 1 ? [] : [{ path, ...notOne }])),
    base: pullRequest.base ?? [],
    onMerge: pullRequest.on_merge,
    title: readTitle.success ? readTitle.data : undefined,
    advisories,
    quorum: readSignoffs.success ? readSignoffs.data.quorum : 1,
  };
}

const notOne = {
  says: "an entry uses exactly one gate",
  fix: "Write it like `- changelog: { when: { title: breaking } }`.",
};

function entriesOf(place: unknown, program: string | undefined) {
  const prefix = program === undefined ? ["pull_request"] : ["programs", program];
  const lists = z.object({ require: z.unknown(), advise: z.unknown() }).partial().safeParse(place).data ?? {};
  return (["require", "advise"] as const).flatMap((use) =>
    readableUses(lists[use]).map(([index, entry]) => ({
      uses: usesIn(entry),
      path: [...prefix, use, index] as readonly PropertyKey[],
      program,
    })),
  );
}

function readable<Value>(
  entries: Readonly<Record<string, unknown>>,
  schema: z.ZodType<Value>,
): readonly (readonly [string, Value])[] {
  return Object.entries(entries).flatMap(([name, value]) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
}
