#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findOwnNode, oldestNode } from "./cli/own-node.ts";
import { runCli } from "./cli/run-cli.ts";
import { terminalOf } from "./cli/terminal.ts";

const terminal = terminalOf(process.stdin, process.stdout, process.stderr);
const args = process.argv.slice(2);
if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  const own = findOwnNode();
  if (own === undefined) {
    terminal.problem(`gatehouse needs Node ${oldestNode} or newer; this is ${process.versions.node}.`);
    process.exit(2);
  }
  const { status } = spawnSync(own, [fileURLToPath(import.meta.url), ...args], { stdio: "inherit" });
  process.exit(status ?? 2);
}
const surroundings = { terminal, env: process.env, cwd: process.cwd(), now: () => new Date() };
// An exit at once would cut off what a pipe has not taken yet.
process.exitCode = await runCli(args, surroundings);
