import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isLockfile } from "../../src/advisories/lockfiles/choose-lockfiles.ts";
import { lockfileReaders } from "../../src/advisories/lockfiles/index.ts";
import { usualIgnores } from "../../src/config/sections/advisories.ts";
import { route } from "../../src/ingest/routing.ts";
import { scannedNames } from "../../src/policy/known-paths.ts";
import { corpusPath } from "../support/corpus.ts";
import { aDependabotAlertDelivery, aPushDelivery, aSecurityAdvisoryDelivery } from "../support/deliveries.ts";
import { describeCorpus } from "../support/describe-corpus.ts";
import { APP_ID, guid } from "../support/webhook-door.ts";

const at = { installationId: 5, owner: "acme", repo: "platform", repositoryId: 77 };
const scan = { job: "scan-advisories", payload: at, subject: "advisories-77" };

function routed(event: string, payload: unknown) {
  return route({ event, id: guid, payload, receivedAt: new Date("2026-11-20T09:00:00Z") }, APP_ID);
}

/** Jobs besides those that any push asks for, or why there are none. */
function asked(event: string, payload: unknown): unknown {
  const routing = routed(event, payload);
  if (routing.state !== "jobs") return routing.state === "ignored" ? routing.because : "mismatch";
  return routing.jobs.filter(({ job }) => job !== "note-change");
}

describe("the names that a push is looked through for", () => {
  it.for(lockfileReaders)("have $name, and what its reader wants beside it", ({ matches, companions }) => {
    expect([...scannedNames].filter(matches)).not.toEqual([]);
    expect(companions.filter((each) => !scannedNames.has(each))).toEqual([]);
  });

  it("have the usual policy files, and nothing that no scan reads", () => {
    const policies = [...usualIgnores.map((path) => path.slice(path.lastIndexOf("/") + 1)), "osv-scanner.toml"];
    expect(policies.filter((name) => !scannedNames.has(name))).toEqual([]);
    const companions = lockfileReaders.flatMap((reader) => reader.companions);
    const known = [...scannedNames].filter((name) => !isLockfile(name));
    expect(new Set(known)).toEqual(new Set([...policies, ...companions]));
  });
});

describe("a push", () => {
  const rescan = (branch: string, isDefault: boolean) => [
    expect.objectContaining({ job: "rescan-branch", payload: { ...at, branch, isDefault } }),
  ];
  const paths = [...scannedNames].map((name) => ({ path: name }));

  it.for([...paths, { path: "web/package-lock.json" }, { path: ".cargo/audit.toml" }])(
    "of $path has its branch looked at",
    ({ path }) => {
      expect(asked("push", aPushDelivery(["src/a.ts", path]))).toEqual(rescan("main", true));
      expect(asked("push", aPushDelivery([path], { ref: "refs/heads/v1" }))).toEqual(rescan("v1", false));
    },
  );

  it.for([
    { title: "of code", payload: aPushDelivery(["src/Cargo.lock.rs", "deny.toml.orig", "go.sum"]), does: [] },
    { title: "of the configuration", payload: aPushDelivery([".github/gatehouse.yml"]), does: [scan] },
    { title: "of anything, because it was forced", payload: aPushDelivery([], { forced: true }), does: [scan] },
    {
      title: "forced to another branch",
      payload: aPushDelivery(["Cargo.lock"], { forced: true, ref: "refs/heads/v1" }),
      does: [],
    },
    {
      title: "of the configuration to another branch",
      payload: aPushDelivery([".github/gatehouse.yml"], { ref: "refs/heads/v1" }),
      does: [],
    },
    {
      title: "that deletes the branch",
      payload: aPushDelivery(["Cargo.lock"], { deleted: true }),
      does: [],
    },
    { title: "of a tag", payload: aPushDelivery(["Cargo.lock"], { ref: "refs/tags/v1" }), does: [] },
  ])("$title", ({ payload, does }) => {
    expect(asked("push", payload)).toEqual(does);
  });

  it("the same told twice is one question, and one about another branch is another", () => {
    const subjectOf = (branch: string) => {
      const routing = routed("push", aPushDelivery(["go.mod"], { ref: `refs/heads/${branch}` }));
      return routing.state === "jobs" ? routing.jobs.at(-1)?.subject : undefined;
    };
    expect(subjectOf("a:b/ü")).toMatch(/^rescan-branch-77-[0-9a-f]{16}$/);
    expect(subjectOf("main")).toBe(subjectOf("main"));
    expect(subjectOf("main")).not.toBe(subjectOf("v1"));
  });
});

describe("an alert of Dependabot", () => {
  it.for([
    { action: "created", does: [scan] },
    { action: "reopened", does: [scan] },
    { action: "auto_reopened", does: [scan] },
    { action: "reintroduced", does: [scan] },
    { action: "fixed", does: "action-not-needed" },
    { action: "dismissed", does: "action-not-needed" },
    { action: "auto_dismissed", does: "action-not-needed" },
    { action: "assignees_changed", does: "action-not-needed" },
  ])("that was $action", ({ action, does }) => {
    expect(asked("dependabot_alert", aDependabotAlertDelivery(action))).toEqual(does);
  });

  it("is no alert of code scanning, and needs an installation", () => {
    expect(asked("dependabot_alert", aDependabotAlertDelivery("created", { dependency: undefined }))).toBe("mismatch");
    expect(asked("dependabot_alert", { ...aDependabotAlertDelivery("created"), installation: null })).toBe(
      "no-installation",
    );
  });
});

describe("an advisory of GitHub", () => {
  const told = (packages: readonly string[]) => [
    {
      job: "rescan-package",
      payload: { ghsa: "GHSA-rf4j-j272-fj86", packages },
      subject: "rescan-GHSA-rf4j-j272-fj86",
    },
  ];

  it.for(["published", "updated", "withdrawn"])("that was %s is looked for in every repository", (action) => {
    const payload = aSecurityAdvisoryDelivery(action, ["rust/slate-codec", "npm/@acme/ui", "rust/slate-codec"]);
    expect(asked("security_advisory", payload)).toEqual(told(["crates.io/slate-codec", "npm/@acme/ui"]));
  });

  it.for([
    {
      title: "pip and go by OSV's names",
      packages: ["pip/Django", "go/golang.org/x/net"],
      as: ["PyPI/Django", "Go/golang.org/x/net"],
    },
    {
      title: "what no reader reads is left out",
      packages: ["maven/org.x:y", "npm/left-pad", "nuget/Z"],
      as: ["npm/left-pad"],
    },
    { title: "a name that is none is left out", packages: [`npm/${"x".repeat(301)}`, "npm/a"], as: ["npm/a"] },
  ])("$title", ({ packages, as }) => {
    expect(asked("security_advisory", aSecurityAdvisoryDelivery("published", packages))).toEqual(told(as));
  });

  it.for([
    {
      title: "of other ecosystems",
      payload: aSecurityAdvisoryDelivery("published", ["maven/a:b"]),
      does: "no-readable-package",
    },
    { title: "of nothing", payload: aSecurityAdvisoryDelivery("published", []), does: "no-readable-package" },
    {
      title: "that was performed",
      payload: aSecurityAdvisoryDelivery("performed", ["npm/a"]),
      does: "action-not-needed",
    },
    {
      title: "with an odd id",
      payload: aSecurityAdvisoryDelivery("published", ["npm/a"], { ghsa_id: "a:b" }),
      does: "mismatch",
    },
    {
      title: "without packages",
      payload: aSecurityAdvisoryDelivery("published", [], { vulnerabilities: {} }),
      does: "mismatch",
    },
  ])("$title asks for nothing", ({ payload, does }) => {
    expect(asked("security_advisory", payload)).toBe(does);
  });

  it("asks for five hundred packages at most", () => {
    const packages = Array.from({ length: 2000 }, (_, index) => `npm/p${index}`);
    const routing = routed("security_advisory", aSecurityAdvisoryDelivery("published", packages));
    expect(routing).toMatchObject({ jobs: [{ payload: { packages: { length: 500 } } }] });
  });
});

describeCorpus("deliveries as GitHub sends them", () => {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(corpusPath(`advisories/cassettes/webhooks/${name}.json`), "utf8"));

  it.for([
    { name: "security_advisory.published", packages: ["PyPI/django"] },
    { name: "security_advisory.updated", packages: ["npm/harp"] },
    { name: "security_advisory.withdrawn", packages: ["npm/static-eval"] },
  ])("$name asks about $packages, without an installation", ({ name, packages }) => {
    expect(asked("security_advisory", read(name))).toEqual([
      expect.objectContaining({ payload: expect.objectContaining({ packages }) }),
    ]);
  });

  it("dependabot_alert.created has its repository scanned, dependabot_alert.fixed came without an installation", () => {
    expect(asked("dependabot_alert", read("dependabot_alert.created"))).toEqual([
      expect.objectContaining({ job: "scan-advisories" }),
    ]);
    expect(asked("dependabot_alert", read("dependabot_alert.fixed"))).toBe("no-installation");
  });
});
