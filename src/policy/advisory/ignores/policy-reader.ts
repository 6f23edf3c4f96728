import { parseIgnores, type PolicyReading } from "./ignore.ts";

// The repository with the most that we know has 41, and whoever opens a pull request chooses how many files there are.
const mostTogether = 5000;

/**
 * Reads the policy files of one commit, one after the other. A file that would bring their ignores above what is read is a
 * problem, and counts for nothing to those that come after it.
 */
export function createPolicyReader(): typeof parseIgnores {
  let count = 0;
  return (file, text): PolicyReading => {
    const reading = parseIgnores(file, text);
    if (reading.state === "problem") return reading;
    const sum = count + reading.ignores.length;
    if (sum > mostTogether) {
      const message = `would bring the ignores of all files to ${sum}, more than the ${mostTogether} that are read`;
      return { state: "problem", line: 1, message };
    }
    count = sum;
    return reading;
  };
}
