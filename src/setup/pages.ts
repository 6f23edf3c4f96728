import { type Markup, markup } from "./markup.ts";
import type { AppFile, Manifest, Need } from "./manifest.ts";
import { style } from "./style.ts";

const stepNames = ["1. Address", "2. Confirm on GitHub", "3. Restart"];

export interface AddressForm {
  readonly publicUrl: string;
  readonly organization: string;
  /** By field, in words. */
  readonly problems: { readonly publicUrl?: string; readonly organization?: string };
}

/** The first page: where GitHub will reach this server, and who owns the App. */
export function renderAddressPage(form: AddressForm, { permissions, events }: AppFile): string {
  const { publicUrl, organization, problems } = form;
  return renderPage(
    "Register Gatehouse on GitHub",
    0,
    markup`<h1>Register Gatehouse on GitHub</h1>
      <p>
        No GitHub App is configured yet. These three steps make one that belongs to you and write its key into a file on
        this machine. The page opens nowhere else.
      </p>
      <form method="post" action="/setup" novalidate>
        <label for="public-url">Public address of this server</label>
        <p class="hint" id="public-url-hint">
          GitHub sends its deliveries there, so it must be reachable from the internet, usually through a reverse proxy
          with TLS. For example https://gatehouse.example.org
        </p>
        ${renderProblem("public-url", problems.publicUrl)}
        <input
          id="public-url"
          name="public-url"
          type="url"
          inputmode="url"
          required
          autocomplete="off"
          spellcheck="false"
          value="${publicUrl}"
          ${describe("public-url", problems.publicUrl)}
        />
        <label for="organization">Organization</label>
        <p class="hint" id="organization-hint">Leave it empty to register the App on your own account.</p>
        ${renderProblem("organization", problems.organization)}
        <input
          id="organization"
          name="organization"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          value="${organization}"
          ${describe("organization", problems.organization)}
        />
        <button type="submit">Continue</button>
      </form>
      <details>
        <summary>What the App asks for, and why</summary>
        ${renderNeeds("Permission", permissions)} ${renderNeeds("Event", events)}
      </details>`,
  );
}

/** The second page: a form that hands the manifest to GitHub. It needs no script. */
export function renderConfirmPage(manifest: Manifest, action: string): string {
  return renderPage(
    "Confirm on GitHub",
    1,
    markup`<h1>Confirm on GitHub</h1>
      <p>
        GitHub shows the name and asks you to create the App. Names are unique over all of GitHub: change it there if
        <em>${manifest.name}</em> is taken. Then you come back here.
      </p>
      <h2>Deliveries will go to</h2>
      <p><code>${manifest.hook_attributes.url}</code></p>
      <form method="post" action="${action}">
        <input type="hidden" name="manifest" value="${JSON.stringify(manifest)}" />
        <button type="submit">Create the App on GitHub</button>
      </form>
      <p class="hint"><a href="/">Change the address</a></p>`,
  );
}

export interface Registered {
  readonly name: string;
  readonly installUrl: string;
  readonly envFile: string;
  readonly hasWebhookSecret: boolean;
}

/** The last page: what to do next. It shows no secret. */
export function renderDonePage({ name, installUrl, envFile, hasWebhookSecret }: Registered): string {
  const secretStep = markup`<li>
    GitHub made no webhook secret. Make one with <code>openssl rand -hex 32</code>, put it into
    the App's settings on GitHub and as <code>WEBHOOK_SECRET</code> into the file.
  </li>`;
  return renderPage(
    "The App is registered",
    2,
    markup`<h1>${name} is registered</h1>
      <p>
        Its id and private key were written to <code>${envFile}</code>, readable by you only. Keep a copy in a safe
        place: GitHub does not show the key again.
      </p>
      <h2>Next</h2>
      <ol class="next">
        ${hasWebhookSecret ? [] : secretStep}
        <li>Stop this server and start it again: <code>npm start</code></li>
        <li><a href="${installUrl}">Install the App</a> on the repositories it should guard.</li>
        <li>Add <code>.github/gatehouse.yml</code> to one of them and open a pull request.</li>
      </ol>`,
  );
}

/** Something went wrong, with the way out. */
export function renderProblemPage(title: string, text: string, canStartAgain: boolean): string {
  const startAgain = markup`<p><a href="/">Start again</a></p>`;
  return renderPage(
    title,
    undefined,
    markup`<h1>${title}</h1>
      <p>${text}</p>
      ${canStartAgain ? startAgain : []}`,
  );
}

function renderProblem(field: string, problem: string | undefined): Markup {
  return problem === undefined ? markup`` : markup`<p class="problem" id="${field}-problem">${problem}</p>`;
}

function describe(field: string, problem: string | undefined): Markup {
  if (problem === undefined) return markup`aria-describedby="${field}-hint"`;
  return markup`aria-invalid="true" aria-describedby="${field}-problem ${field}-hint" autofocus`;
}

function renderNeeds(kind: string, needs: readonly Need[]): Markup {
  const rows = needs.map(
    ({ name, because }) =>
      markup`<tr>
        <th scope="row"><code>${name}</code></th>
        <td>${because}</td>
      </tr>`,
  );
  return markup`<table>
    <thead>
      <tr>
        <th scope="col">${kind}</th>
        <th scope="col">Why</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function renderPage(title: string, step: number | undefined, content: Markup): string {
  const steps = stepNames.map((name, index) =>
    index === step ? markup`<li aria-current="step">${name}</li>` : markup`<li>${name}</li>`,
  );
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title} · Gatehouse</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>${{ html: style }}</style>
      </head>
      <body>
        <main>
          ${
            step === undefined
              ? []
              : markup`<ol class="steps">
                  ${steps}
                </ol>`
          }
          <section>${content}</section>
        </main>
      </body>
    </html>`.html;
}
