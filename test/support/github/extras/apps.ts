import { z } from "zod";
import type { Deliveries, Delivery } from "../deliveries.ts";
import { notFound, ok, page, refuse } from "../exchange.ts";
import type { Call, Extras } from "../exchange.ts";
import type { Tokens } from "../identify.ts";
import type { Repository } from "../shapes.ts";
import { appObject } from "../world.ts";
import type { World } from "../world.ts";

const Token = z.object({ token: z.string(), permissions: z.record(z.string(), z.string()) });

export interface AppParts {
  readonly deliveries: Deliveries;
  readonly tokens: Tokens;
  readonly webhookSecret: string;
  /** Codes of the manifest flow that were not redeemed yet. */
  readonly manifestCodes: Set<string>;
}

export function appExtras(world: World, { deliveries, tokens, webhookSecret, manifestCodes }: AppParts): Extras {
  const { seed, upstream, url } = world;

  return {
    "POST /app/installations/{installation_id}/access_tokens": async (call) => {
      const reply = await call.forward();
      const parsed = Token.safeParse(reply.body);
      if (call.identity.kind === "app" && parsed.success) {
        tokens.issued(parsed.data.token, call.identity.app, parsed.data.permissions);
      }
      return reply;
    },
    "GET /installation/repositories": async (call) => {
      if (call.identity.kind !== "installation")
        return refuse(403, "You must authenticate with an installation access token");
      const names = [seed.repo, ...seed.otherRepositories];
      const repositories = await Promise.all(
        names.map((name) => upstream.get<Repository>(`/repos/${seed.owner}/${name}`)),
      );
      const rest = { total_count: repositories.length, repository_selection: "all" };
      return page(call, url, repositories, (slice) => ({ ...rest, repositories: slice }));
    },
    "GET /app/hook/deliveries": async (call) => {
      if (call.identity.kind !== "app") return refuse(401, "A JSON web token could not be decoded");
      const wanted = call.query.get("status");
      const cursor = Number(call.query.get("cursor") ?? Number.MAX_SAFE_INTEGER);
      const size = Math.min(100, Number(call.query.get("per_page") ?? 30));
      const older = [...deliveries.all()]
        .sort((a, b) => b.id - a.id)
        .filter(({ id, status }) => id < cursor && (wanted === null || (wanted === "success") === isSuccess(status)));
      const slice = older.slice(0, size);
      const next = new URLSearchParams({ ...Object.fromEntries(call.query), cursor: String(slice.at(-1)?.id) });
      const headers =
        older.length > size ? { headers: { link: `<${url}${call.path}?${next.toString()}>; rel="next"` } } : {};
      return { ...ok(slice.map(summary)), ...headers };
    },
    "GET /app/hook/deliveries/{delivery_id}": async (call) => {
      const delivery = find(call);
      if (call.identity.kind !== "app") return refuse(401, "A JSON web token could not be decoded");
      if (!delivery) return notFound;
      const request = { headers: {}, payload: delivery.payload };
      return ok({ ...summary(delivery), request, response: { headers: {}, payload: delivery.body } });
    },
    "POST /app/hook/deliveries/{delivery_id}/attempts": async (call) => {
      const delivery = find(call);
      if (call.identity.kind !== "app") return refuse(401, "A JSON web token could not be decoded");
      if (!delivery) return notFound;
      // Not awaited: GitHub answers at once; `settled()` waits for the attempt, and an attempt never rejects.
      void deliveries.redeliver(delivery.guid);
      return ok({}, 202);
    },
    "POST /app-manifests/{code}/conversions": async (call) => {
      const [app] = seed.apps;
      if (!manifestCodes.delete(call.params["code"] ?? "")) return notFound;
      const secrets = { client_id: "Iv1.local", client_secret: "local-client-secret", webhook_secret: webhookSecret };
      return ok({ ...appObject(world, app), ...secrets, pem: app.privateKey }, 201);
    },
  };

  function find(call: Call): Delivery | undefined {
    return deliveries.all().find(({ id }) => id === Number(call.params["delivery_id"]));
  }

  function summary({ id, guid, deliveredAt, redelivery, durationMs, status, event, action, payload }: Delivery) {
    const repository = z.object({ id: z.number() }).safeParse(payload["repository"]).data;
    return {
      id,
      guid,
      delivered_at: deliveredAt,
      redelivery,
      duration: durationMs / 1000,
      event,
      action,
      status: isSuccess(status)
        ? "OK"
        : status === 502
          ? "failed to connect to host"
          : `Invalid HTTP Response: ${status}`,
      status_code: status,
      installation_id: seed.apps[0].installationId,
      repository_id: repository?.id ?? null,
      throttled_at: null,
    };
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
