import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../src/policy/facts.ts";
import { digestAll } from "../../src/policy/area/area-digest.ts";
import type { LedgerEntry } from "../../src/policy/ledger/entry.ts";
import { renderSummaryComment } from "../../src/render/summary.ts";
import {
  aFile,
  allOf,
  ana,
  anArea,
  aPullRequest,
  aReview,
  aSignOff,
  aStamp,
  bob,
  carla,
  dan,
  globs,
  people,
  secondHead,
  someSigning,
  withBackup,
} from "../support/builders.ts";
import { ci, reportOf, title, touched } from "../support/reports.ts";

// What a maintainer meets, as the comment says it. To be read aloud when a word changes.

const twoAreas = [anArea(), anArea({ name: "docs", title: "Documentation", files: globs("docs/**") })];
const bothTouched = allOf(aFile(), aFile({ path: "docs/start.md" }));
const later = allOf(aFile({ patch: "@@ -1 +1 @@\n-old\n+other" }));
const atNow = { headSha: secondHead, baseBranch: "main", wholeDigest: digestAll(allOf(aFile())) };

function comment(given: Partial<Snapshot>, used = [title, touched]): string {
  return renderSummaryComment(reportOf(given, used));
}

describe("the summary of a pull request", () => {
  it("that waits for its owners", () => {
    expect(comment({})).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **⏳ 0 of 1 area signed, waiting for \`runtime\`**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`touched\` | ⏳ waits for a person | 0 of 1 area signed; missing: \`runtime\`. |

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`runtime\` | ⏳ not signed | nobody | \`ana\` or \`bob\` can comment \`/signoff runtime\`. |

      <details><summary>✅ 1 gate holds</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });

  it("of which one area is signed, and of the other one signature of two", () => {
    const [runtime, docs = anArea()] = twoAreas;
    const areas = [runtime ?? anArea(), { ...docs, quorum: { need: 2, maxOutstanding: undefined } }];
    const ledger = [
      aSignOff({ headSha: secondHead, note: "verified on canary" }, bothTouched),
      aSignOff({ headSha: secondHead, ...aStamp({ actor: bob, comment: 8 }) }, bothTouched, areas[1]),
    ];
    expect(comment({ files: bothTouched, ledger, signing: someSigning({ areas }) })).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **⏳ 1 of 2 areas signed, waiting for \`docs\`**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`touched\` | ⏳ waits for a person | 1 of 2 areas signed; missing: \`docs\`. |

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`docs\` (\`Documentation\`) | ⏳ partly signed, 1 of 2 | Signed by \`bob\` at \`0a9ddbc\` | \`ana\` or \`bob\` can comment \`/signoff docs\`. |

      <details><summary>✅ 1 gate holds</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |

      </details>

      <details><summary>✅ 1 area signed</summary>

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`runtime\` | ✅ signed | Signed by \`ana\` at \`0a9ddbc\`: \`verified on canary\` | Nothing is missing. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });

  it("whose sign-off is stale, with the file", () => {
    expect(comment({ files: later, ledger: [aSignOff()] })).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **❌ Action needed: 0 of 1 area signed, waiting for \`runtime\` (stale)**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`touched\` | ⏳ waits for a person | 0 of 1 area signed; missing: \`runtime\`. |

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`runtime\` | ❌ stale | \`ana\` at \`a413cfc\`, stale | \`ana\` signed \`a413cfc\`; \`src/runtime/host.ts\` changed in \`0a9ddbc\` ([compare](https://github.com/acme/app/compare/a413cfc000000000000000000000000000000000...0a9ddbc000000000000000000000000000000000)).<br>\`ana\` or \`bob\` can look at the change and comment \`/signoff runtime\`. |

      <details><summary>✅ 1 gate holds</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });

  it("whose sign-off is void because somebody else edited the comment", () => {
    const signed = aSignOff();
    const edit: LedgerEntry = {
      kind: "edited",
      source: signed.source,
      at: "2026-11-20T10:00:00.000Z",
      how: "edited",
      actor: dan,
      isByAuthor: false,
      kept: [],
    };
    expect(comment({ ledger: [signed, edit] })).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **❌ Action needed: 0 of 1 area signed, waiting for \`runtime\` (voided)**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`touched\` | ⏳ waits for a person | 0 of 1 area signed; missing: \`runtime\`. |

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`runtime\` | ❌ voided | \`ana\` at \`a413cfc\`, voided | The comment in which \`ana\` signed was edited by \`dan\`.<br>\`ana\` or \`bob\` can comment \`/signoff runtime\`. |

      <details><summary>✅ 1 gate holds</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });

  it("on hold, with a concern", () => {
    const ledger: readonly LedgerEntry[] = [
      aSignOff(),
      { kind: "held", ...aStamp({ actor: dan, comment: 8 }), reason: "waiting for the benchmark" },
      { kind: "concern", ...aStamp({ actor: bob, comment: 9 }), name: "latency", text: "slower on ARM" },
    ];
    expect(comment({ ledger })).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **❌ On hold by \`dan\`; concern \`latency\` by \`bob\`**

      - ❌ On hold by \`dan\` since \`2026-11-20 09:00 UTC\`: \`waiting for the benchmark\`. \`dan\`, an owner of an area or a maintainer can comment \`/unhold\`.
      - ❌ Concern \`latency\`, raised by \`bob\` on \`2026-11-20 09:00 UTC\`: \`slower on ARM\`. \`bob\`, or an owner of an area who did not open this pull request, can comment \`/resolve latency\`.

      <details><summary>✅ 2 gates hold</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |
      | \`touched\` | ✅ holds | 1 area signed. |

      </details>

      <details><summary>✅ 1 area signed</summary>

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`runtime\` | ✅ signed | Signed by \`ana\` at \`a413cfc\`, carried over with the same diff | Nothing is missing. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });

  it("with a gate that is waived", () => {
    const waiver: LedgerEntry = {
      kind: "waived",
      ...aStamp({ comment: 8 }),
      ...atNow,
      gate: "ci",
      until: "2026-11-22T00:00:00.000Z",
      reason: "runner is down",
    };
    expect(comment({ ledger: [aSignOff(), waiver] }, [title, touched, { ...ci, area: "runtime" }]))
      .toMatchInlineSnapshot(`
        "<!-- gatehouse:summary v1 -->
        **✅ Ready: 2 of 3 required gates met, 1 waived**

        | Gate | State | What was found |
        | --- | --- | --- |
        | \`ci\` | ➖ waived | Waived by \`ana\` until \`2026-11-22 00:00 UTC\`: \`runner is down\`.<br>\`build\` was not reported for this head, which has been there since \`2026-11-20 09:00 UTC\`, and probably never will be.<br>\`lint\` was not reported for this head, which has been there since \`2026-11-20 09:00 UTC\`, and probably never will be.<br>See whether a path filter, another name or a workflow that did not start keeps it from running. |

        <details><summary>✅ 2 gates hold</summary>

        | Gate | State | What was found |
        | --- | --- | --- |
        | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |
        | \`touched\` | ✅ holds | 1 area signed. |

        </details>

        <details><summary>✅ 1 area signed</summary>

        | Area | State | Who | Why |
        | --- | --- | --- | --- |
        | \`runtime\` | ✅ signed | Signed by \`ana\` at \`a413cfc\`, carried over with the same diff | Nothing is missing. |

        </details>

        Merging this means a \`minor\` release, in the section \`New features\`.

        Comment \`/help\` for the commands."
      `);
  });

  it("to which an owner objects", () => {
    const signing = someSigning({ reviews: [aReview({ author: bob, state: "changes-requested" })] });
    expect(comment({ ledger: [aSignOff()], signing })).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **❌ Not ready: 0 of 1 area signed, waiting for \`runtime\` (changes requested)**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`touched\` | ❌ fails | 0 of 1 area signed; missing: \`runtime\`. |

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`runtime\` | ❌ changes requested | Signed by \`ana\` at \`a413cfc\`, carried over with the same diff | \`bob\` asked for changes.<br>Once that is settled, \`bob\` can approve or comment \`/signoff runtime\`, or the review is dismissed. |

      <details><summary>✅ 1 gate holds</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });

  it("signed by a backup before an identical rebase", () => {
    const known = withBackup(people(ana), dan);
    const area = anArea({ owners: ["ana"], shownOwners: ["ana"] });
    const ledger = [aSignOff({ ...aStamp({ actor: dan }) }, undefined, area)];
    expect(comment({ ledger, signing: someSigning({ areas: [area], people: known }) })).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **✅ Ready: 2 required gates hold**

      <details><summary>✅ 2 gates hold</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |
      | \`touched\` | ✅ holds | 1 area signed. |

      </details>

      <details><summary>✅ 1 area signed</summary>

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`runtime\` | ✅ signed | Signed by \`dan\` (backup for \`ana\`) at \`a413cfc\`, carried over with the same diff | Nothing is missing. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });

  it("that its author signed", () => {
    const area = anArea({ owners: ["carla"], shownOwners: ["carla"], selfSignoff: "allow" });
    const ledger = [aSignOff({ ...aStamp({ actor: carla }), headSha: secondHead }, undefined, area)];
    expect(comment({ ledger, signing: someSigning({ areas: [area], people: people(carla) }) })).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **✅ Ready: 2 required gates hold**

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`runtime\` | ✅ signed | Signed by \`carla\` (self-signed) at \`0a9ddbc\` | Nothing is missing. |

      <details><summary>✅ 2 gates hold</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |
      | \`touched\` | ✅ holds | 1 area signed. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });

  it("whose code owners differ from file to file", () => {
    const split = ["ana", "@acme/docs"].map((owner, index) =>
      anArea({
        name: "code",
        owners: [owner],
        shownOwners: [owner],
        files: { kind: "paths", paths: new Set([bothTouched.files[index]?.path ?? ""]) },
      }),
    );
    const ledger = [aSignOff({ headSha: secondHead }, bothTouched, split[0])];
    expect(comment({ files: bothTouched, ledger, signing: someSigning({ areas: split }) })).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **⏳ 1 of 2 areas signed, waiting for \`code\`**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`touched\` | ⏳ waits for a person | 1 of 2 areas signed; missing: \`code\`. |

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`code\`: \`docs/start.md\` | ⏳ not signed | nobody | \`@​acme/docs\` can comment \`/signoff code\`. |

      <details><summary>✅ 1 gate holds</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |

      </details>

      <details><summary>✅ 1 area signed</summary>

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`code\`: \`src/runtime/host.ts\` | ✅ signed | Signed by \`ana\` at \`0a9ddbc\` | Nothing is missing. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });

  it("that touches nothing of any area", () => {
    expect(comment({ pullRequest: aPullRequest(), files: allOf(aFile({ path: "README.md" })) })).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **✅ Ready: 2 required gates hold, no sign-off needed**

      <details><summary>✅ 2 gates hold</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |
      | \`touched\` | ✅ holds | No file of this pull request belongs to an area. |

      </details>

      Merging this means a \`minor\` release, in the section \`New features\`.

      Comment \`/help\` for the commands."
    `);
  });
});
