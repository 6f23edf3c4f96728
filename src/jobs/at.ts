import { z } from "zod";

/** Where a job works. The id stays when a repository is renamed or transferred; owner and name are for requests. */
export const at = {
  installationId: z.number().int().positive(),
  owner: z.string().min(1),
  repo: z.string().min(1),
  repositoryId: z.number().int().positive(),
};
