import type { IncomingMessage, ServerResponse } from "node:http";
import { answerJson } from "../http/answer.ts";
import { listen, type Listening, type ListenOptions } from "../http/listen.ts";
import { createBodyBudget, readBody } from "../http/read-body.ts";
import { convertManifestCode } from "./conversion.ts";
import { addAppToEnvFile, findAppVariables } from "./env-file.ts";
import { findForeignSign } from "./loopback-only.ts";
import { createManifest, parseAppFile } from "./manifest.ts";
import { createPageKey } from "./page-key.ts";
import { type AddressForm, renderAddressPage, renderConfirmPage, renderDonePage, renderProblemPage } from "./pages.ts";
import { createPendingStates } from "./pending-states.ts";
import { readPublicUrl, webUrlOf } from "./public-url.ts";
import { styleSource } from "./style.ts";

const maxFormBytes = 16 * 1024;
const organizationPattern = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/;

/** There is no host to choose: whoever reaches the registration page can make this server somebody else's. */
export interface SetupOptions extends Omit<ListenOptions, "host"> {
  /** The text of `app.yml`. */
  readonly appFile: string;
  /** Path of the file that gets the App's id, key and secret. */
  readonly envFile: string;
  readonly githubApiUrl: string;
  readonly now: () => Date;
  /** An unguessable text, fit for a URL. */
  readonly makeToken: () => string;
}

export interface RunningSetup extends Listening {
  /** The only address that opens the page. Another one is made at every start. */
  readonly pageUrl: string;
}

/** Serves the registration page, on loopback only, and to nobody but who has read its address where it was printed. */
export async function startSetup(options: SetupOptions): Promise<RunningSetup> {
  const { appFile, envFile, githubApiUrl, now, makeToken, log } = options;
  const app = parseAppFile(appFile);
  const webUrl = webUrlOf(githubApiUrl);
  const states = createPendingStates(makeToken);
  const budget = createBodyBudget(8 * maxFormBytes);

  const token = makeToken();
  const key = createPageKey(token);
  const listening = await listen(handle, { ...options, host: "127.0.0.1" });
  return { ...listening, pageUrl: `${listening.url}/?token=${encodeURIComponent(token)}` };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = findForeignSign(request);
    if (foreign !== undefined) return answerPage(response, 403, renderProblemPage("Not from here", foreign, false));
    const url = URL.parse(request.url ?? "/", "http://localhost");
    const asked = `${request.method === "HEAD" ? "GET" : request.method} ${url?.pathname}`;
    if (asked === "GET /live") return answerJson(response, 200, { live: true });
    if (asked === "GET /ready")
      return answerJson(response, 503, { ready: false, because: "no GitHub App is configured" });
    const given = asked === "GET /" ? url?.searchParams.get("token") : undefined;
    if (typeof given === "string" && key.fits(given)) return letIn(response, key.cookie);
    if (!key.isCarriedBy(request)) return answerPage(response, 403, renderLocked());
    const present = findAppVariables(envFile);
    if (present.length > 0) return answerPage(response, 409, renderAlreadyRegistered(envFile, present));
    switch (asked) {
      case "GET /":
      case "GET /setup":
        return answerPage(response, 200, renderAddressPage({ publicUrl: "", organization: "", problems: {} }, app));
      case "POST /setup":
        return confirm(request, response);
      case "GET /setup/done":
        return finish(new URLSearchParams(url?.search), response);
      default:
        return answerPage(response, 404, renderProblemPage("Not found", "There is nothing here.", true));
    }
  }

  async function confirm(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reading = await readBody(request, maxFormBytes, budget);
    if (reading.state === "aborted") return;
    if (reading.state !== "read") {
      response.setHeader("connection", "close");
      return answerPage(response, 413, renderProblemPage("Too much", "The form is too large.", true));
    }
    const fields = new URLSearchParams(reading.body.toString("utf8"));
    reading.release();
    const publicUrl = fields.get("public-url") ?? "";
    const organization = (fields.get("organization") ?? "").trim();
    const address = readPublicUrl(publicUrl);
    const isOrganization = organization === "" || organizationPattern.test(organization);
    if (!address.ok || !isOrganization) {
      const problems: AddressForm["problems"] = {
        ...(!address.ok && { publicUrl: address.problem }),
        ...(!isOrganization && { organization: "Type the organization's name as it stands in its address." }),
      };
      return answerPage(response, 400, renderAddressPage({ publicUrl, organization, problems }, app));
    }
    const manifest = createManifest(app.description, address.url, `http://${request.headers.host}/setup/done`);
    const owner = organization === "" ? "" : `/organizations/${organization}`;
    const action = `${webUrl}${owner}/settings/apps/new?state=${encodeURIComponent(states.issue(now()))}`;
    answerPage(response, 200, renderConfirmPage(manifest, action));
  }

  async function finish(query: URLSearchParams, response: ServerResponse): Promise<void> {
    const code = query.get("code") ?? "";
    if (!states.redeem(query.get("state") ?? "", now())) {
      const text =
        "This registration was not begun here, is older than an hour, or has been used. Nothing was written.";
      return answerPage(response, 403, renderProblemPage("Unknown registration", text, true));
    }
    if (!/^[\w-]{1,128}$/.test(code)) {
      const text = "GitHub sent no code. Nothing was written.";
      return answerPage(response, 400, renderProblemPage("No code", text, true));
    }
    try {
      const made = await convertManifestCode(githubApiUrl, code);
      const webhookSecret = made.webhook_secret ?? undefined;
      addAppToEnvFile(envFile, { appId: made.id, privateKey: made.pem, webhookSecret });
      log.info({ appId: made.id, envFile }, "app registered; restart to use it");
      const page = renderDonePage({
        name: made.name,
        installUrl: `${made.html_url}/installations/new`,
        envFile,
        hasWebhookSecret: webhookSecret !== undefined,
      });
      answerPage(response, 200, page);
    } catch (error) {
      log.error({ err: error }, "registration failed");
      const text =
        "The App's key could not be fetched from GitHub or not be written. The log says more. If GitHub lists the new " +
        "App in your settings, delete it there first.";
      answerPage(response, 502, renderProblemPage("The registration failed", text, true));
    }
  }
}

/** Goes on without the token, which would stay in the browser's history and in what it tells GitHub. */
function letIn(response: ServerResponse, cookie: string): void {
  response.writeHead(303, { location: "/", "set-cookie": cookie, "cache-control": "no-store" }).end();
}

function renderLocked(): string {
  const text =
    "Open the whole address that the server printed when it started, with the token at its end. It is another one after every start.";
  return renderProblemPage("This page is locked", text, false);
}

function renderAlreadyRegistered(envFile: string, present: readonly string[]): string {
  const text =
    `${envFile} already sets ${present.join(", ")}. Restart the server to use it. ` +
    "To register another App, move that file away first: a private key that is overwritten is lost.";
  return renderProblemPage("An App is already configured", text, false);
}

function answerPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(page),
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src ${styleSource}; base-uri 'none'; frame-ancestors 'none'`,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
  response.end(page);
}
