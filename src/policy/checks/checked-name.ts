/** What a gate names: a check, or one step of a job of GitHub Actions. Both may hold `*`. */
export interface CheckedName {
  /** As it is written. */
  readonly text: string;
  /** Of the check run; of a step its job. */
  readonly check: string;
  readonly step: string | undefined;
}

// The slug of the App that reports the jobs of GitHub Actions. No other App has steps.
export const actionsApp = "github-actions";

/** `job › step`, also with ` > `. Split at the last one, because jobs of called workflows hold it too. */
export function parseCheckedName(text: string): CheckedName {
  const [, job, step] = /^(.*\S) [›>] (\S.*)$/u.exec(text) ?? [];
  return job === undefined || step === undefined ? { text, check: text, step: undefined } : { text, check: job, step };
}

/** The name of a step as it is shown. */
export function stepName(job: string, step: string): string {
  return `${job} › ${step}`;
}
