import type { ReasonText } from "./reason-text.ts";

/**
 * What is said of a pull request that changes the configuration. `{safeWhen}` is one of three: asks less than before,
 * may ask less than before, after the merge.
 */
export const configurationReasons = {
  "configuration-unchanged": { says: "The configuration stays as it is." },
  "configuration-same": { says: "The changed .github/gatehouse.yml can be used, and asks for the same as before." },
  "configuration-changes": {
    says: "The changed .github/gatehouse.yml can be used; {count} will be different after the merge.",
  },
  "configuration-asks-less": { says: "Less is asked than before by {less}." },
  "configuration-may-ask-less": { says: "Less may be asked than before by {less}." },
  "configuration-asks-and-may-ask-less": { says: "Less is asked than before by {less}, and perhaps by {more} more." },
  "configuration-more": { says: "And {count} more." },
  "configuration-removed": { says: "This pull request removes .github/gatehouse.yml." },
  "configuration-missing-then": {
    says:
      "After the merge nothing of it is asked any more. Unless the owner's .github repository has a configuration for " +
      "all, the check then stays red on every pull request, because rules that vanish must not open the gate.",
  },
  "configuration-invalid": {
    says: "The changed .github/gatehouse.yml has {count}; after the merge the check would be red everywhere.",
    fix: "Correct the lines named here, and push.",
  },
  "configuration-problem": { says: "Line {line}, column {column} ({problem})." },
  "configuration-note": { says: "Line {line}, column {column} ({note})." },

  "gate-becomes-required": { says: "{safeWhen}: gate {gate} is required." },
  "gate-becomes-advisory": { says: "{safeWhen}: gate {gate} becomes advisory, and never blocks." },
  "gate-not-required": { says: "{safeWhen}: gate {gate} is no longer required." },
  "gate-becomes-shown": { says: "{safeWhen}: gate {gate} is shown, and never blocks." },
  "gate-not-shown": { says: "{safeWhen}: gate {gate} is no longer shown." },
  "gate-applies-elsewhere": { says: "{safeWhen}: gate {gate} applies under other conditions." },
  "gate-defined": { says: "{safeWhen}: gate {gate} exists, of kind {gateKind}." },
  "gate-removed": { says: "{safeWhen}: gate {gate} does not exist any more." },
  "gate-of-another-kind": { says: "{safeWhen}: gate {gate} is of kind {after} instead of {before}." },
  "row-added": { says: "{safeWhen}: gate {gate} has the row {row}, which asks for {after}." },
  "row-removed": { says: "{safeWhen}: gate {gate} has no row {row} any more, which asked for {before}." },
  "row-asks-otherwise": { says: "{safeWhen}: {row} of gate {gate} asks for {after} instead of {before}." },

  "area-added": { says: "{safeWhen}: area {area} exists; {owners} can sign for it." },
  "area-added-codeowners": { says: "{safeWhen}: area {area} exists; the code owners of its files can sign for it." },
  "area-removed": { says: "{safeWhen}: area {area} does not exist any more, and nobody signs for it." },
  "area-gains-owner": { says: "{safeWhen}: area {area} gains the owner {owner}." },
  "area-loses-owner": { says: "{safeWhen}: area {area} loses the owner {owner}." },

  "setting-set": { says: "{safeWhen}: {setting} is {after}; it was not set." },
  "setting-unset": { says: "{safeWhen}: {setting} is not set any more; it was {before}." },
  "setting-changed": { says: "{safeWhen}: {setting} is {after} instead of {before}." },
  "setting-gains": { says: "{safeWhen}: {setting} gains {items}." },
  "setting-loses": { says: "{safeWhen}: {setting} loses {items}." },
  "setting-rewritten": { says: "{safeWhen}: {setting} lists the same in another way." },
  "inactive-rewritten": { says: "{safeWhen}: {setting} says something else, and is not active yet." },
} as const satisfies Record<string, ReasonText>;
