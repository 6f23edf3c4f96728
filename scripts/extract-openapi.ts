/**
 * Makes `test/support/github/openapi.extract.json` from GitHub's own OpenAPI description: only the endpoints below,
 * only parameters and request bodies, no prose. The description weighs 385 MB as a package, so it is no dependency:
 *
 *   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz
 *   node scripts/extract-openapi.ts package/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from "node:fs";

const repository = "/repos/{owner}/{repo}";

const endpoints = [
  "GET /app",
  "GET /user",
  "GET /app/installations",
  "GET /app/installations/{installation_id}",
  "POST /app/installations/{installation_id}/access_tokens",
  "GET /app/hook/deliveries",
  "GET /app/hook/deliveries/{delivery_id}",
  "POST /app/hook/deliveries/{delivery_id}/attempts",
  "POST /app-manifests/{code}/conversions",
  "GET /installation/repositories",
  "GET /users/{username}",
  "GET /user/{account_id}",
  "GET /orgs/{org}/teams/{team_slug}",
  "GET /orgs/{org}/teams/{team_slug}/members",
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
  `GET ${repository}`,
  `GET ${repository}/installation`,
  `GET ${repository}/collaborators/{username}/permission`,
  `GET ${repository}/contents/{path}`,
  `GET ${repository}/git/blobs/{file_sha}`,
  `GET ${repository}/git/commits/{commit_sha}`,
  `GET ${repository}/git/ref/{ref}`,
  `GET ${repository}/git/matching-refs/{ref}`,
  `POST ${repository}/git/refs`,
  `POST ${repository}/git/tags`,
  `GET ${repository}/git/tags/{tag_sha}`,
  `GET ${repository}/git/trees/{tree_sha}`,
  `POST ${repository}/git/trees`,
  `POST ${repository}/git/commits`,
  `PATCH ${repository}/git/refs/{ref}`,
  `DELETE ${repository}/git/refs/{ref}`,
  `GET ${repository}/branches/{branch}`,
  `GET ${repository}/commits`,
  `GET ${repository}/commits/{ref}`,
  `GET ${repository}/commits/{commit_sha}/pulls`,
  `GET ${repository}/compare/{basehead}`,
  `GET ${repository}/commits/{ref}/check-runs`,
  `GET ${repository}/commits/{ref}/check-suites`,
  `GET ${repository}/commits/{ref}/status`,
  `GET ${repository}/commits/{ref}/statuses`,
  `POST ${repository}/statuses/{sha}`,
  `POST ${repository}/check-runs`,
  `GET ${repository}/check-runs/{check_run_id}`,
  `PATCH ${repository}/check-runs/{check_run_id}`,
  `GET ${repository}/check-runs/{check_run_id}/annotations`,
  `GET ${repository}/actions/jobs/{job_id}`,
  `GET ${repository}/actions/runs/{run_id}`,
  `GET ${repository}/actions/runs/{run_id}/artifacts`,
  `GET ${repository}/actions/workflows/{workflow_id}/runs`,
  `GET ${repository}/actions/artifacts/{artifact_id}`,
  `GET ${repository}/actions/artifacts/{artifact_id}/{archive_format}`,
  `GET ${repository}/pulls`,
  `POST ${repository}/pulls`,
  `GET ${repository}/pulls/{pull_number}`,
  `PATCH ${repository}/pulls/{pull_number}`,
  `GET ${repository}/pulls/{pull_number}/commits`,
  `GET ${repository}/pulls/{pull_number}/files`,
  `GET ${repository}/pulls/{pull_number}/reviews`,
  `GET ${repository}/pulls/{pull_number}/reviews/{review_id}`,
  `GET ${repository}/pulls/{pull_number}/requested_reviewers`,
  `POST ${repository}/pulls/{pull_number}/requested_reviewers`,
  `DELETE ${repository}/pulls/{pull_number}/requested_reviewers`,
  `GET ${repository}/issues`,
  `POST ${repository}/issues`,
  `GET ${repository}/issues/{issue_number}`,
  `PATCH ${repository}/issues/{issue_number}`,
  `GET ${repository}/issues/{issue_number}/comments`,
  `POST ${repository}/issues/{issue_number}/comments`,
  `GET ${repository}/issues/{issue_number}/events`,
  `GET ${repository}/issues/comments/{comment_id}`,
  `PATCH ${repository}/issues/comments/{comment_id}`,
  `DELETE ${repository}/issues/comments/{comment_id}`,
  `GET ${repository}/issues/comments/{comment_id}/reactions`,
  `POST ${repository}/issues/comments/{comment_id}/reactions`,
  `DELETE ${repository}/issues/comments/{comment_id}/reactions/{reaction_id}`,
  `GET ${repository}/issues/{issue_number}/labels`,
  `POST ${repository}/issues/{issue_number}/labels`,
  `DELETE ${repository}/issues/{issue_number}/labels/{name}`,
  `GET ${repository}/assignees/{assignee}`,
  `POST ${repository}/issues/{issue_number}/assignees`,
  `GET ${repository}/dependabot/alerts`,
  `GET ${repository}/labels`,
  `POST ${repository}/labels`,
  `GET ${repository}/labels/{name}`,
  `GET ${repository}/milestones`,
  `GET ${repository}/tags`,
  `GET ${repository}/releases`,
  `GET ${repository}/releases/latest`,
  `GET ${repository}/releases/{release_id}`,
  `GET ${repository}/releases/tags/{tag}`,
  `GET ${repository}/releases/{release_id}/assets`,
];

type Node = Readonly<Record<string, unknown>>;

const [descriptionPath] = process.argv.slice(2);
if (descriptionPath === undefined) {
  console.error("Usage: node scripts/extract-openapi.ts <path to api.github.com.json>");
  process.exit(2);
}
const description = asNode(JSON.parse(readFileSync(descriptionPath, "utf8")));
const target = new URL("../test/support/github/openapi.extract.json", import.meta.url);
const extract = Object.fromEntries(endpoints.map((endpoint) => [endpoint, describe(endpoint)]));
const version = asNode(description["info"])["version"];
writeFileSync(target, `${JSON.stringify({ source: `GitHub REST API ${String(version)}`, endpoints: extract })}\n`);
console.log(`${endpoints.length} endpoints extracted.`);

function describe(endpoint: string): Node {
  const [method = "", path = ""] = endpoint.split(" ");
  const paths = asNode(description["paths"]);
  const operation = asNode(asNode(paths[path] ?? missing(endpoint))[method.toLowerCase()] ?? missing(endpoint));
  const parameters = asList(operation["parameters"] ?? []).map((parameter) => {
    const { name, in: place, required, schema } = asNode(resolve(parameter));
    return { name, in: place, required: required === true, schema: bare(schema) };
  });
  if (operation["requestBody"] === undefined) return { parameters };
  const requestBody = asNode(resolve(operation["requestBody"]));
  const json = asNode(asNode(requestBody["content"])["application/json"]);
  return { parameters, body: { required: requestBody["required"] === true, schema: bare(json["schema"]) } };
}

/** The schema with references resolved and without prose. Names inside `properties` are kept, whatever they are. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const prose = ["description", "title", "example", "examples", "externalDocs", "default", "deprecated"];
  const node = asNode(resolve(value));
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !prose.includes(key) && !key.startsWith("x-"))
      .map(([key, inner]) => [
        key,
        key === "properties"
          ? Object.fromEntries(Object.entries(asNode(inner)).map(([name, schema]) => [name, bare(schema)]))
          : bare(inner),
      ]),
  );
}

function resolve(value: unknown): unknown {
  const reference = asNode(value)["$ref"];
  if (typeof reference !== "string") return value;
  let found: unknown = description;
  for (const part of reference.replace("#/", "").split("/")) found = asNode(found)[part];
  return resolve(found);
}

function asNode(value: unknown): Node {
  if (typeof value !== "object" || value === null) throw new Error("the description is not shaped as expected");
  // Any object can be read as string keys to unknown values.
  return value as Node;
}

function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error("the description is not shaped as expected");
  return value;
}

function missing(endpoint: string): never {
  throw new Error(`GitHub's description does not know ${endpoint}`);
}
