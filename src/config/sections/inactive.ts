import { z } from "zod";

/** Something that the file says and that has no effect, none yet, or one that is not plain. Lines and columns count from 1. */
export interface ConfigNote {
  readonly line: number;
  readonly column: number;
  readonly path: readonly PropertyKey[];
  readonly says: string;
}

/** Keys that are known and do nothing yet, by the section they stand in: what each will be about. `*` is any name. */
const inactive = {
  "": {
    rollouts: "checklists of gates for a rollout, with their environments and who ends them",
    cadence: "work that comes round every week, month or quarter, and who does it",
    incidents: "what becomes an incident, and until when somebody must look at it",
    catalog: "a list of items that each must have certain evidence",
    exceptions: "documents that list exceptions from gates, with their end",
  },
  notify: {
    incidents: "which destination hears of incidents",
    overdue: "which destination hears of work that is overdue",
    release_stuck: "which destination hears of a release that waits for somebody",
    rollouts: "which destination hears how a rollout goes",
  },
  "programs.*": {
    decisions: "decisions that the description lists and that must be ratified one by one",
  },
  releases: {
    version_file: "the file that a release's version is compared with",
    branch: "the branch that releases come from",
    ignore_tags: "tags that are no releases",
    any: "what every release must have",
    patch: "what a patch release must have",
    minor: "what a minor release must have",
    major: "what a major release must have",
    prerelease: "what a prerelease must have",
    stable: "what a stable release must have",
    assets: "files that a release must have",
    optional_assets: "files that a release may have",
    notes: "where the notes of a release come from",
    on_withdraw: "what becomes of an announcement when its release is withdrawn",
    graph: "what must have happened before a release counts as released",
    provenance: "how it is shown where a release's files come from",
  },
  "releases.announce": {
    after: "what an announcement waits for",
    at_most: "how often releases are announced",
    mention: "who is called by an announcement",
  },
  advisories: {
    ecosystem: "which kind of packages is looked at; it follows from the lockfiles",
    issue: "what the issues of advisories look like; `labels` has their labels",
    licences: "which licences packages may have",
  },
  "advisories.sla": {
    yanked: "until when a package must go that its author took back",
  },
} as const satisfies Record<string, Record<string, string>>;

type Section = keyof typeof inactive;

const mark = "Known, not active yet: ";

/** Whether the description of a key says that it does nothing. */
export function isInactive(description: string): boolean {
  return description.startsWith(mark);
}

/** Whether a key of the file is one that does nothing. */
export function isInactiveAt(path: readonly string[]): boolean {
  return Object.entries(inactive).some(([section, keys]) => {
    const parts = section === "" ? [] : section.split(".");
    const isSection = parts.length === path.length - 1 && parts.every((part, at) => part === "*" || part === path[at]);
    return isSection && Object.hasOwn(keys, path.at(-1) ?? "");
  });
}

/** The inactive keys of a section, as part of its schema: they take anything. */
export function inactiveKeys<Name extends Section>(
  section: Name,
): { readonly [Key in keyof (typeof inactive)[Name]]: z.ZodOptional<z.ZodUnknown> } {
  const keys = Object.entries(inactive[section]).map(([key, about]) => {
    const description = `${mark}${about}.`;
    return [key, z.unknown().optional().meta({ description })] as const;
  });
  // `Object.fromEntries` forgets which keys these are.
  return Object.fromEntries(keys) as ReturnType<typeof inactiveKeys<Name>>;
}

/** The inactive keys that a file uses, section by section. */
export function inactiveNotes(content: unknown): readonly Pick<ConfigNote, "path" | "says">[] {
  return Object.entries(inactive).flatMap(([section, keys]) =>
    placesOf(content, section === "" ? [] : section.split(".")).flatMap(({ path, value }) =>
      Object.entries(keys)
        .filter(([key]) => Object.hasOwn(value, key))
        .map(([key, about]) => {
          const full = [...path, key];
          return { path: full, says: `\`${full.join(".")}\` is known and not active yet: ${about}` };
        }),
    ),
  );
}

interface Place {
  readonly path: readonly string[];
  readonly value: object;
}

function placesOf(value: unknown, [first, ...rest]: readonly string[]): readonly Place[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  if (first === undefined) return [{ path: [], value }];
  const inner = Object.entries(value).filter(([key]) => first === "*" || key === first);
  return inner.flatMap(([key, each]) =>
    placesOf(each, rest).map((found) => ({ ...found, path: [key, ...found.path] })),
  );
}
