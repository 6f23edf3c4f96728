import { z } from "zod";
import { findScanNotes } from "../../github/triage/scan-notes.ts";
import { comparableName } from "../../policy/advisory/records/package-name.ts";
import { defineJob, type JobRequest } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";
import { collectRepositories, forEachInstallation } from "../sweep/installed-repositories.ts";
import { laterScanRequest, scanRequest } from "./scan-request.ts";

const RescanPackage = z.object({
  ghsa: z.string(),
  /** `crates.io/h2`, in OSV's names of the ecosystems. */
  packages: z.array(z.string()).max(500),
});
type RescanPackage = z.infer<typeof RescanPackage>;

// GitHub tells of an advisory before the other databases have taken it in.
const againMs = 3_600_000;

/** GitHub has published or changed an advisory: asks for a scan of every repository that had locked one of its packages. */
export const rescanPackageJob = defineJob({
  name: "rescan-package",
  payload: RescanPackage,
  process: async ({ ghsa, packages }: RescanPackage, deps: Deps): Promise<void> => {
    const { store, enqueue, log } = deps;
    const wanted = new Set(packages.flatMap(namesOf));
    let asked = 0;
    await forEachInstallation(deps, async (installationId) => {
      const requests: JobRequest[] = [];
      for (const { at } of await collectRepositories(installationId, deps)) {
        const notes = await findScanNotes(store, at.repositoryId);
        if (notes?.packages.some((locked) => wanted.has(locked)) !== true) continue;
        requests.push(scanRequest(at), laterScanRequest(at, againMs));
        asked += 1;
      }
      await enqueue(requests);
    });
    log.info({ ghsa, packages: packages.length, repositories: asked }, "advisory of GitHub looked for");
  },
});

/** As a scan notes it. What GitHub calls a package of Go may lie inside the module that a lockfile names. */
function namesOf(text: string): readonly string[] {
  const end = text.indexOf("/");
  const ecosystem = text.slice(0, end);
  const name = comparableName(ecosystem, text.slice(end + 1));
  if (ecosystem !== "Go") return [`${ecosystem}/${name}`];
  const parts = name.split("/");
  return parts.map((_, at) => `Go/${parts.slice(0, at + 1).join("/")}`);
}
