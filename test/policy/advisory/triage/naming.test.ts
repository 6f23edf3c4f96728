import { describe, expect, it } from "vitest";
import { aRepository, one } from "./a-repository.ts";

const two = "RUSTSEC-2099-0002";
const ghsa = "GHSA-aaaa-bbbb-cccc";
const cve = "CVE-2099-1";

describe("an issue keyed by another database", () => {
  it.for([ghsa, cve])("goes on under the native id that names %s now", (name) => {
    const repository = aRepository().locks(name);
    repository.scan();
    repository.frees(name).locks(one, { aliases: [name] });
    expect(repository.later(24).scan()).toBe(`#1 update, renamed from ${name}`);
    expect(repository.issue()).toMatchObject({ advisory: one, isOpen: true });
    expect(repository.issue().state.firstSeenAt).toBe("2099-03-02T09:00:00.000Z");
    expect(repository.plan().changes).toHaveLength(1);
  });

  it("goes on under GitHub's id where it had only a CVE", () => {
    const repository = aRepository().locks(cve);
    repository.scan();
    expect(
      repository
        .frees(cve)
        .locks(ghsa, { aliases: [cve] })
        .scan(),
    ).toBe(`#1 update, renamed from ${cve}`);
  });

  it("takes along what was decided about it", () => {
    const repository = aRepository().locks(ghsa);
    repository.scan();
    repository.says({ kind: "defer", reason: "after the release", until: "2099-06-01T00:00:00.000Z" }, { id: ghsa });
    repository
      .frees(ghsa)
      .locks(one, { aliases: [ghsa] })
      .scan();
    expect(repository.issue().state.entries).toMatchObject([{ kind: "defer" }]);
    expect(repository.later(24 * 30).scan()).toBe("");
  });

  it("goes to the first of several native ids; the others get their own", () => {
    const repository = aRepository().locks(ghsa);
    repository.scan();
    repository
      .frees(ghsa)
      .locks(two, { aliases: [ghsa] })
      .locks(one, { aliases: [ghsa] });
    expect(repository.scan()).toBe(`#1 update, renamed from ${ghsa}; R2 open`);
    expect(repository.issue(2).advisory).toBe(two);
  });

  it("keeps its name while it is met beside the native one", () => {
    const repository = aRepository().locks(ghsa);
    repository.scan();
    expect(repository.locks(one, { aliases: [ghsa] }).scan()).toBe("R1 open");
    expect(repository.issue(1).advisory).toBe(ghsa);
  });

  it("is not renamed to another native id, which is a problem of its own", () => {
    const repository = aRepository().locks(one);
    repository.scan();
    repository.frees(one).locks(two, { aliases: [one] });
    expect(repository.scan()).toBe("R2 open; #1 close");
  });

  it("is closed where the native one has an issue already, and says which", () => {
    const repository = aRepository().locks(ghsa).locks(one);
    repository.scan();
    repository.frees(ghsa).locks(one, { aliases: [ghsa] });
    expect(repository.plan().changes.at(-1)).toMatchObject({ closeAs: "not_planned", isOpen: false });
    expect(repository.scan()).toBe(
      "#2 update; #1 close (told by R1)".replace("#2", numberOf(one)).replace("#1 c", `${numberOf(ghsa)} c`),
    );

    function numberOf(id: string): string {
      return `#${[1, 2].find((number) => repository.issue(number).advisory === id)}`;
    }
  });

  it("is opened again under its new name when it comes back", () => {
    const repository = aRepository().locks(ghsa);
    repository.scan();
    repository.frees(ghsa).scan();
    expect(repository.locks(one, { aliases: [ghsa] }).scan()).toBe(`#1 reopen, renamed from ${ghsa}`);
  });

  it("is re-keyed without a word where it never got an issue", () => {
    const repository = aRepository().locks(ghsa).ignores(ghsa);
    repository.scan();
    repository.frees(ghsa).locks(one, { aliases: [ghsa] });
    expect(repository.scan()).toBe(`quiet R1 renamed from ${ghsa}`);
    expect(repository.quiet().map(({ advisory }) => advisory)).toEqual([one]);
  });

  it("goes on also where the native one was known, and never had an issue", () => {
    const repository = aRepository().locks(ghsa).locks(one).ignores(one);
    repository.scan();
    repository.frees(ghsa).locks(one, { aliases: [ghsa] });
    expect(repository.scan()).toBe(`#1 update, renamed from ${ghsa}, mark ignored`);
    expect(repository.quiet()).toEqual([]);
  });

  it("is re-keyed by an incomplete scan as well: what it found is there", () => {
    const repository = aRepository().locks(ghsa);
    repository.scan();
    expect(
      repository
        .frees(ghsa)
        .locks(one, { aliases: [ghsa] })
        .scansInPart()
        .scan(),
    ).toBe(`#1 update, renamed from ${ghsa}`);
  });
});
