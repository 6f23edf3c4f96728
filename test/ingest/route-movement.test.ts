import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ToldSettings as Kept } from "../../src/github/facts/merge-settings.ts";
import { ToldSettings as Told } from "../../src/ingest/event-shapes.ts";
import { route } from "../../src/ingest/routing.ts";
import { aPullRequestDelivery } from "../support/deliveries.ts";
import { APP_ID, guid, readExamples } from "../support/webhook-door.ts";

const methods = { allow_squash_merge: true, allow_merge_commit: false, allow_rebase_merge: false };
const byTitle = { squash_merge_commit_title: "PR_TITLE", squash_merge_commit_message: "PR_BODY" };

function settingsIn(payload: object): unknown {
  const routed = route({ event: "pull_request", id: guid, payload, receivedAt: new Date(0) }, APP_ID);
  if (routed.state !== "jobs") throw new Error(`it is ${routed.state}`);
  return routed.jobs.find(({ job }) => job === "record-movement")?.payload["settings"];
}

function aDelivery({ repo, repository = {} }: { readonly repo?: unknown; readonly repository?: object }) {
  const delivery = aPullRequestDelivery({ action: "synchronize" });
  const base = { ref: "main", ...(repo === undefined ? {} : { repo }) };
  return {
    ...delivery,
    pull_request: { ...delivery.pull_request, base },
    repository: { ...delivery.repository, ...repository },
  };
}

// The door may not import what the jobs are made of, so each has the keys for itself.
it("what the door reads of a repository's settings is what the job takes", () => {
  expect(z.toJSONSchema(Told)).toEqual(z.toJSONSchema(Kept));
  expect(Object.keys(Told.shape)).toEqual(Object.keys(Kept.shape));
});

describe("how the repository merges, as a movement tells it", () => {
  it.for<{ name: string; given: Parameters<typeof aDelivery>[0]; told: object | undefined }>([
    {
      name: "on the base of the pull request",
      given: { repo: { ...methods, ...byTitle } },
      told: { ...methods, ...byTitle },
    },
    { name: "on the repository", given: { repository: { ...methods, ...byTitle } }, told: { ...methods, ...byTitle } },
    { name: "a part in each place", given: { repo: byTitle, repository: methods }, told: { ...methods, ...byTitle } },
    {
      name: "in both, where the base counts",
      given: { repo: { allow_rebase_merge: true }, repository: methods },
      told: { ...methods, allow_rebase_merge: true },
    },
    { name: "nowhere", given: {}, told: undefined },
    { name: "by a base whose repository is gone", given: { repo: null }, told: undefined },
    {
      name: "by values that are none",
      given: { repo: { ...methods, squash_merge_commit_title: 7, allow_squash_merge: null } },
      told: { allow_merge_commit: false, allow_rebase_merge: false },
    },
    {
      name: "beside what nobody asks for",
      given: { repo: { ...methods, allow_auto_merge: true, id: 77 } },
      told: methods,
    },
  ])("$name", ({ given, told }) => {
    expect(settingsIn(aDelivery(given))).toEqual(told);
  });

  it("stands in GitHub's own examples", () => {
    const [example] = readExamples().filter(
      ({ event, payload }) => event === "pull_request" && payload["action"] === "opened",
    );
    const { pull_request: pull } = JSON.parse(JSON.stringify(example?.payload));
    expect(settingsIn({ ...example?.payload, installation: { id: 5 } })).toMatchObject({
      allow_squash_merge: pull.base.repo.allow_squash_merge,
    });
  });

  it("is taken along by movements only, as their job has an order", () => {
    const delivery = { ...aDelivery({ repo: methods }), action: "edited", changes: { title: { from: "x" } } };
    expect(settingsIn(delivery)).toBeUndefined();
  });
});
