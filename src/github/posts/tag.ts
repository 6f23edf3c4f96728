import { RequestError } from "@octokit/request-error";
import type { TagEffect } from "../../policy/effect.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { dereference, findRef } from "../facts/git-refs.ts";

export type TagRefusal =
  /** A tag of that name names something else. */
  | { readonly kind: "elsewhere"; readonly sha: string }
  /** A branch has that name: who asks for the one would get the other. */
  | { readonly kind: "branch" }
  /** `answer` is what GitHub says of it. */
  | { readonly kind: "not-allowed"; readonly answer: string }
  | { readonly kind: "refused"; readonly answer: string };

/** Thrown for what trying again does not mend. */
export class TagRefused extends Error {
  readonly refusal: TagRefusal;
  constructor(name: string, refusal: TagRefusal, options?: ErrorOptions) {
    super(`the tag ${name} could not be created: ${refusal.kind}`, options);
    this.name = "TagRefused";
    this.refusal = refusal;
  }
}

/** Creates the annotated tag, and nothing when it is there. Throws `TagRefused`: nobody's tag is moved. */
export async function ensureTag(effect: TagEffect, at: RepositoryRef, octokit: Octokit): Promise<void> {
  const { name, sha, message } = effect;
  const { owner, repo } = at;
  if (await isThere(effect, at, octokit)) return;
  if ((await findRef(`heads/${name}`, at, octokit)) !== undefined) throw new TagRefused(name, { kind: "branch" });
  try {
    const made = await octokit.rest.git.createTag({ owner, repo, tag: name, message, object: sha, type: "commit" });
    await octokit.rest.git.createRef({ owner, repo, ref: `refs/tags/${name}`, sha: made.data.sha });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (error.status === 403) throw refused(name, "not-allowed", error);
    if (error.status !== 422) throw error;
    // Another worker may have been faster.
    if (!(await isThere(effect, at, octokit))) throw refused(name, "refused", error);
  }
}

/** What a tag names; undefined where there is none. */
export async function findTagged(name: string, at: RepositoryRef, octokit: Octokit): Promise<string | undefined> {
  const found = await findRef(`tags/${name}`, at, octokit);
  return found === undefined ? undefined : (await dereference(found, at, octokit)).sha;
}

async function isThere({ name, sha }: TagEffect, at: RepositoryRef, octokit: Octokit): Promise<boolean> {
  const there = await findTagged(name, at, octokit);
  if (there !== undefined && there !== sha) throw new TagRefused(name, { kind: "elsewhere", sha: there });
  return there !== undefined;
}

function refused(name: string, kind: "not-allowed" | "refused", cause: RequestError): TagRefused {
  // Octokit adds the address of the page that documents the request.
  const answer = cause.message.replace(/ - https?:\S+$/, "");
  return new TagRefused(name, { kind, answer }, { cause });
}
