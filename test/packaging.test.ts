import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { subscribedEvents } from "../src/ingest/routing.ts";
import { parseAppFile } from "../src/setup/manifest.ts";

const dockerfile = readFileSync("Dockerfile", "utf8").replaceAll("\\\n", " ");
const finalStage = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));

const Service = z.object({
  user: z.string().optional(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  environment: z.record(z.string(), z.string()).optional(),
  command: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }),
  stop_grace_period: z.string().optional(),
});
const Compose = z.object({ services: z.object({ web: Service, worker: Service, redis: Service }) });
const { services } = Compose.parse(parse(readFileSync("compose.yaml", "utf8"), { merge: true }));

describe("the App's registration", () => {
  const app = parseAppFile(readFileSync("app.yml", "utf8"));

  it("subscribes to the events that are routed, and to no other", () => {
    expect(app.description.default_events.toSorted()).toEqual([...subscribedEvents].sort());
  });

  it("asks for these permissions and no more", () => {
    expect(app.description.default_permissions).toEqual({
      actions: "read",
      checks: "write",
      contents: "write",
      issues: "write",
      members: "read",
      merge_queues: "read",
      metadata: "read",
      pull_requests: "write",
      statuses: "read",
      vulnerability_alerts: "read",
    });
    expect(app.description.public).toBe(false);
  });

  it("says of each permission and event what needs it", () => {
    const unexplained = [...app.permissions, ...app.events].filter(({ because }) => because.length < 10);
    expect(unexplained).toEqual([]);
    expect(app.permissions).toHaveLength(Object.keys(app.description.default_permissions).length);
    expect(app.events).toHaveLength(app.description.default_events.length);
  });
});

describe("the image", () => {
  it.for([
    { what: "is slim", line: /^FROM node:24-slim$/m },
    { what: "does not run as root", line: /^USER node$/m },
    { what: "starts node itself, so that signals reach it", line: /^CMD \["node", "src\/main\.ts"\]$/m },
    { what: "has a health check without a shell", line: /^HEALTHCHECK .*CMD \["node", "-e", / },
    { what: "is in production mode", line: /^ENV NODE_ENV=production /m },
    { what: "listens on all its addresses", line: /^ENV .*\bHOST=0\.0\.0\.0\b/m },
    { what: "keeps its data private", line: /^RUN install -d -o node -g node -m 0700 \/data$/m },
  ])("$what", ({ line }) => {
    expect(finalStage.split("\n").some((text) => line.test(text))).toBe(true);
  });

  it("uses npm in the first stage only, with the lockfile and without install scripts", () => {
    expect(finalStage).not.toMatch(/\bnpm\b/);
    expect(dockerfile).toMatch(/npm ci --omit=dev --ignore-scripts/);
  });

  it("takes nothing by surprise: every path is named, and no key or data is among them", () => {
    expect(dockerfile).not.toMatch(/^(?:COPY|ADD) \.\s/m);
    const rules = readFileSync(".dockerignore", "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(rules).toEqual(["*", "!package.json", "!package-lock.json", "!.npmrc", "!app.yml", "!src"]);
  });
});

describe("the compose file", () => {
  it.for(["web", "worker", "redis"] as const)("%s is read-only and without privileges", (name) => {
    const service = services[name];
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(["ALL"]);
    expect(service.security_opt).toEqual(["no-new-privileges:true"]);
    expect(service.healthcheck.test[0]).toBe("CMD");
  });

  it("web and worker share one Redis and differ in their role", () => {
    expect(services.web.environment).toMatchObject({ ROLE: "web", REDIS_URL: "redis://redis:6379" });
    expect(services.worker.environment).toMatchObject({ ROLE: "worker", REDIS_URL: "redis://redis:6379" });
    expect(services.worker.ports).toBeUndefined();
  });

  it("Redis writes before it answers, never evicts, keeps its data, and is not reachable from outside", () => {
    const command = services.redis.command?.join(" ");
    expect(command).toContain("--appendonly yes");
    expect(command).toContain("--appendfsync always");
    expect(command).toContain("--maxmemory-policy noeviction");
    expect(services.redis.volumes).toEqual(["redis:/data"]);
    expect(services.redis.ports).toBeUndefined();
  });

  it("gives a graceful stop its 25 s", () => {
    expect(services.web.stop_grace_period).toBe("30s");
    expect(services.worker.stop_grace_period).toBe("30s");
  });
});
