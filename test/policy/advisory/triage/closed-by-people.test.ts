import { describe, expect, it } from "vitest";
import { aRepository, one } from "./a-repository.ts";

function opened() {
  const repository = aRepository().locks(one, { kind: "unmaintained" });
  repository.scan();
  return repository;
}

describe("an issue that a person closed", () => {
  it("is opened again once, with the commands, while it is still locked", () => {
    const repository = opened().closes().later(1);
    expect(repository.scan()).toBe("#1 still-affected");
    expect(repository.issue().isOpen).toBe(true);
    // Its clocks go on: closing is no decision.
    expect(repository.issue().state.firstSeenAt).toBe("2099-03-02T09:00:00.000Z");
  });

  it("stays closed the second time for 30 days, and is opened then", () => {
    const repository = opened().closes().later(1);
    repository.scan();
    repository.closes().later(1);
    expect(repository.scan()).toBe("");
    expect(repository.issue().isOpen).toBe(false);
    expect(repository.later(24 * 30 - 2).scan()).toBe("");
    expect(repository.later(1).scan()).toBe("#1 still-affected");
    expect(repository.issue().state.firstSeenAt).toBe("2099-04-01T10:00:00.000Z");
  });

  it("stays closed for 30 days more when it is closed a third time", () => {
    const repository = opened();
    for (const hours of [1, 1, 24 * 30, 1]) {
      repository.closes().later(hours).scan();
    }
    expect(repository.issue().isOpen).toBe(false);
    expect(repository.later(24 * 29).scan()).toBe("");
    expect(repository.later(24).scan()).toBe("#1 still-affected");
  });

  it("is opened once and then left alone, also where GitHub does not say when it was closed", () => {
    const repository = opened().closes(1, { isTimeKnown: false });
    expect(repository.scan()).toBe("#1 still-affected");
    repository.closes(1, { isTimeKnown: false });
    expect(repository.later(1).scan()).toBe("");
    expect(repository.later(24).scan()).toBe("");
    expect(repository.issue().isOpen).toBe(false);
  });

  it("is not opened every day after that, where GitHub does not say when it was closed", () => {
    const repository = opened();
    for (const hours of [1, 1, 24 * 30]) repository.closes(1, { isTimeKnown: false }).later(hours).scan();
    expect(repository.issue().isOpen).toBe(true);
    repository.closes(1, { isTimeKnown: false });
    expect([repository.scan(), repository.later(24).scan(), repository.later(24 * 28).scan()]).toEqual(["", "", ""]);
    expect(repository.issue().isOpen).toBe(false);
  });

  it("is respected from the last time that it was closed", () => {
    const repository = opened().closes().later(1);
    repository.scan();
    repository
      .closes()
      .later(24 * 20)
      .says({ kind: "reopen" });
    expect(repository.scan()).toBe("#1 reopen asked by ana");
    repository.closes();
    expect(repository.later(24 * 29).scan()).toBe("");
    expect(repository.later(24).scan()).toBe("#1 still-affected");
  });

  it("is told where it has gone since, as a proof", () => {
    const repository = opened().closes().frees();
    expect(repository.plan().changes).toMatchObject([
      { events: [{ kind: "close" }], closeAs: undefined, isOpen: false },
    ]);
    expect(repository.scan()).toBe("#1 close");
  });

  it("begins anew when it was gone in between", () => {
    const repository = opened().closes().later(1);
    repository.scan();
    repository.frees().scan();
    expect(repository.locks().scan()).toBe("#1 reopen");
    expect(repository.closes().later(1).scan()).toBe("#1 still-affected");
  });

  it("stays closed while an ignore covers it, and nobody is told", () => {
    const repository = opened().ignores();
    repository.scan();
    expect(
      repository
        .closes()
        .later(24 * 60)
        .scan(),
    ).toBe("");
    expect(repository.unignores().scan()).toBe("#1 uncovered (removed)");
  });

  it("takes an ignore that comes while it is closed for what it is", () => {
    const repository = opened().closes().ignores();
    expect(repository.scan()).toBe("quiet R1 mark ignored");
    expect(repository.issue()).toMatchObject({ isOpen: false, state: { closedByPeopleAt: [] } });
  });

  it("is opened when somebody asks for it, and not a second time for the same word", () => {
    const repository = opened().closes().later(1);
    repository.scan();
    repository.closes().later(1).says({ kind: "reopen" }).later(1);
    expect(repository.scan()).toBe("#1 reopen asked by ana");
    repository.closes().later(1);
    expect(repository.scan()).toBe("");
    expect(repository.issue().isOpen).toBe(false);
  });

  it("is opened when somebody asks for it although an ignore covers it", () => {
    const repository = opened().ignores();
    repository.scan();
    repository.closes().later(1).says({ kind: "reopen" });
    expect(repository.scan()).toBe("#1 reopen asked by ana, propose-removal");
    expect(repository.issue().state.accepted).not.toBeNull();
  });

  it("is not opened for what is not locked, though somebody asks", () => {
    const repository = opened().frees();
    repository.scan();
    expect(repository.later(1).says({ kind: "reopen" }).later(1).scan()).toBe("");
    expect(repository.issue().isOpen).toBe(false);
  });

  it("is left to people who open it although it is gone", () => {
    const repository = opened().frees();
    repository.scan();
    expect(repository.reopens().later(24).scan()).toBe("");
    expect(repository.issue().isOpen).toBe(true);
    expect(repository.locks().scan()).toBe("#1 reopen");
  });

  it("is marked and not opened anew when it comes back ignored while people keep it open", () => {
    const repository = opened().frees();
    repository.scan();
    expect(repository.reopens().locks().ignores().scan()).toBe("#1 mark ignored");
    expect(repository.issue().isOpen).toBe(true);
  });
});

describe("an issue that lost its note", () => {
  it("gets another, whose clocks begin when it was opened", () => {
    const repository = aRepository()
      .locks()
      .hasIssue({ openedAt: new Date("2099-03-01T09:00:00Z") });
    expect(repository.scan()).toBe("");
    expect(repository.issue().state.firstSeenAt).toBe("2099-03-01T09:00:00.000Z");
  });

  it("says nothing of an ignore that may have been told", () => {
    const repository = opened().ignores();
    repository.scan();
    expect(repository.losesNote().scan()).toBe("");
    expect(repository.issue().state.accepted).not.toBeNull();
  });

  it("is closed when a complete scan does not meet it", () => {
    expect(opened().losesNote().frees().scan()).toBe("#1 close");
  });

  it("is opened again when it was closed by us and is met", () => {
    const repository = aRepository().locks();
    repository.hasIssue({ isOpen: false, closed: { at: new Date("2099-01-01T00:00:00Z"), byUs: true } });
    expect(repository.scan()).toBe("#1 reopen");
  });

  it("is not said to have been gone when it was closed: nobody knows that any more", () => {
    const lost = aRepository().locks(one, { kind: "unmaintained" });
    lost.hasIssue({ isOpen: false, closed: { at: new Date("2099-03-02T10:00:00Z"), byUs: true } });
    expect(lost.plan().changes).toMatchObject([{ events: [{ kind: "reopen", isNoteLost: true }] }]);
    const known = opened().frees();
    known.scan();
    expect(known.locks(one).plan().changes).toMatchObject([{ events: [{ kind: "reopen", isNoteLost: false }] }]);
  });

  it("is forgotten when it is closed and not met", () => {
    const repository = aRepository().hasIssue({ isOpen: false });
    expect(repository.scan()).toBe("");
    expect(repository.plan().changes).toEqual([]);
  });
});
