import { isMap, isScalar, isSeq, parseDocument, type Document } from "yaml";
import { z } from "zod";
import { webhookPath } from "../http/paths.ts";

/** What `app.yml` says, in the form GitHub takes as a manifest. */
export const AppDescription = z.strictObject({
  name: z.string().min(1).max(34),
  description: z.string(),
  url: z.url(),
  public: z.boolean(),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()),
});
export type AppDescription = z.infer<typeof AppDescription>;

/** https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest */
export interface Manifest extends AppDescription {
  readonly hook_attributes: { readonly url: string; readonly active: boolean };
  readonly redirect_url: string;
}

/** A permission or event with the feature that needs it, from the comment beside it. */
export interface Need {
  readonly name: string;
  readonly because: string;
}

export interface AppFile {
  readonly description: AppDescription;
  readonly permissions: readonly Need[];
  readonly events: readonly Need[];
}

/** Reads `app.yml`. Throws when it is not valid: it ships with Gatehouse. */
export function parseAppFile(text: string): AppFile {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new Error(`app.yml is not valid YAML: ${error.message}`);
  const description = AppDescription.parse(document.toJS());
  return {
    description,
    permissions: findNeeds(document, "default_permissions"),
    events: findNeeds(document, "default_events"),
  };
}

function findNeeds(document: Document, key: string): Need[] {
  const node = document.get(key);
  if (isSeq(node)) {
    return node.items
      .filter(isScalar)
      .map((item) => ({ name: String(item.value), because: trimComment(item.comment) }));
  }
  if (!isMap(node)) return [];
  return node.items.map(({ key: name, value }) => ({
    name: `${String(name)}: ${String(value)}`,
    because: isScalar(value) ? trimComment(value.comment) : "",
  }));
}

function trimComment(comment: string | null | undefined): string {
  return (comment ?? "").trim();
}

/** The manifest for an App that GitHub reaches at `publicUrl` (no slash at the end). */
export function createManifest(description: AppDescription, publicUrl: string, redirectUrl: string): Manifest {
  return {
    ...description,
    url: publicUrl,
    hook_attributes: { url: `${publicUrl}${webhookPath}`, active: true },
    redirect_url: redirectUrl,
  };
}
