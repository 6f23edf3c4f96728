/** Key under which all looks at one pull request coalesce. */
export function pullRequestSubject(repositoryId: number, number: number): string {
  return `pull-request-${repositoryId}-${number}`;
}
