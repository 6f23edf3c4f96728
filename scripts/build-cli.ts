/**
 * Writes the command line as plain JavaScript to `dist/`: Node strips types everywhere but below `node_modules`, where an
 * installed package lies. Only what `src/cli.ts` reaches is written.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const [outDir = fileURLToPath(new URL("dist", root))] = process.argv.slice(2);

// What an earlier build left would be packed as well.
rmSync(outDir, { recursive: true, force: true });
const compiler = fileURLToPath(new URL("node_modules/typescript/bin/tsc", root));
const project = fileURLToPath(new URL("tsconfig.build.json", root));
// Types are checked by `npm run types`; here they are only taken out.
const args = ["--project", project, "--outDir", outDir, "--noCheck"];
execFileSync(process.execPath, [compiler, ...args], { stdio: "inherit" });
chmodSync(`${outDir}/cli.js`, 0o755);
