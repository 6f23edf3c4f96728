import { type Permission, permissions } from "../../policy/command.ts";
import type { Person } from "../../policy/facts.ts";
import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/**
 * What somebody may do here, `none` for whoever is not known by this login any more. `author_association` is no
 * permission: private members show as contributors.
 */
export async function getPermission(
  { id, login }: Person,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<Permission> {
  const asked = octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login });
  const found = await findUnlessGone(asked);
  // Somebody else may have taken the login since.
  if (found === undefined || found.data.user?.id !== id) return "none";
  const { role_name: role, permission, user } = found.data;
  const known = permissions.find((name) => name === role);
  if (known !== undefined) return known;
  // A role that the organization made has a name of its own; what it is built on says what it may.
  const may = user.permissions;
  if (may?.maintain === true && !may.admin) return "maintain";
  if (may?.triage === true && !may.push) return "triage";
  return permissions.find((name) => name === permission) ?? "none";
}
