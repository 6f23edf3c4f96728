import { median } from "../quantile.ts";
import { figure, range, renderTable } from "../table.ts";
import { bare, type ContenderName, gatehouse, probot } from "./contenders.ts";
import { bodyBytes } from "./delivery.ts";
import type { Turn } from "./turn.ts";

/** The turns of each contender, in the order of the rounds. */
export type Results = ReadonlyMap<ContenderName, readonly Turn[]>;

export interface IngestFigures {
  readonly full: Results;
  readonly paced: Results;
  readonly connections: number;
  readonly pacedPerSecond: number;
}

/** The table, and the two ratios with what they aim at. Ratios, because they travel between machines; rates do not. */
export function renderIngest({ full, paced, connections, pacedPerSecond }: IngestFigures): string {
  const rows = [...full].map(([name, turns]) => [
    name,
    figure(rate(full, name)),
    range(turns.map(({ perSecond }) => perSecond)),
    latency(turns),
    latency(turnsOf(paced, name)),
    cpu(turns.map(({ serverCpuUs }) => serverCpuUs)),
    cpu(turns.map(({ redisCpuUs }) => redisCpuUs)),
    figure(rate(full, name) / rate(full, bare)),
  ]);
  const head = [
    "",
    "a second",
    "rounds",
    "p50 / p99 ms",
    `at ${pacedPerSecond} a second`,
    "CPU µs",
    "Redis µs",
    "ratio",
  ];
  return [
    `Signed deliveries of ${bodyBytes / 1024} KB, ${connections} connections, Redis with appendfsync always`,
    "",
    renderTable(head, rows),
    "",
    compare(full, bare, 1 / 3),
    compare(full, probot, 2.5),
    compareWork(full),
  ].join("\n");
}

function compare(full: Results, yardstick: ContenderName, aim: number): string {
  const ratio = rate(full, gatehouse) / rate(full, yardstick);
  const theirs = turnsOf(full, yardstick);
  const byRound = turnsOf(full, gatehouse).map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? NaN));
  const verdict = ratio >= aim ? "met" : "missed";
  return `${gatehouse} : ${yardstick} = ${figure(ratio)} (rounds ${range(byRound)}; aim ${figure(aim)}, ${verdict})`;
}

/** Processor time depends less than the rates on what else the machine does. */
function compareWork(full: Results): string {
  const ours = work(full, gatehouse);
  const theirs = work(full, probot);
  if (Number.isNaN(ours + theirs)) return "Processor time per delivery: unknown here, as there is no /proc.";
  const ratio = figure(theirs / ours);
  return `Processor time of server and Redis per delivery: ${figure(ours)} µs, ${probot} ${figure(theirs)} µs (${ratio} times)`;
}

function work(full: Results, name: ContenderName): number {
  return median(turnsOf(full, name).map(({ serverCpuUs = NaN, redisCpuUs = NaN }) => serverCpuUs + redisCpuUs));
}

function rate(results: Results, name: ContenderName): number {
  return median(turnsOf(results, name).map(({ perSecond }) => perSecond));
}

function turnsOf(results: Results, name: ContenderName): readonly Turn[] {
  return results.get(name) ?? [];
}

function latency(turns: readonly Turn[]): string {
  return `${figure(median(turns.map(({ p50Ms }) => p50Ms)))} / ${figure(median(turns.map(({ p99Ms }) => p99Ms)))}`;
}

function cpu(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? "unknown" : figure(median(known));
}
