/** Discord's own limits for a message, so that what passes here passes there. Lengths are counted in UTF-16 units. */
export interface Refusal {
  readonly status: number;
  readonly body: object;
}

type Fields = Readonly<Record<string, unknown>>;
interface Problem {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

const embedSum = 6000;
const partLimits = { title: 256, description: 4096 };
const tooLong = (limit: number) => ({
  code: "BASE_TYPE_MAX_LENGTH",
  message: `Must be ${limit} or fewer in length.`,
});
const badUrl = { code: "URL_TYPE_INVALID_URL", message: "Not a well formed URL." };

/** What Discord would answer to this body, or undefined when it takes it. */
export function refuseMessage(body: unknown, isEdit: boolean): Refusal | undefined {
  if (!isFields(body)) return invalidForm([{ path: [], code: "DICT_TYPE_CONVERT", message: "Only dictionaries." }]);
  const problems = [...checkContent(body), ...checkNonce(body), ...checkEmbeds(body["embeds"]), ...checkMentions(body)];
  if (problems.length > 0) return invalidForm(problems);
  const isEmpty = (body["content"] ?? "") === "" && asList(body["embeds"]).length === 0;
  if (isEmpty && !isEdit) return { status: 400, body: { code: 50006, message: "Cannot send an empty message" } };
  return undefined;
}

function checkContent({ content }: Fields): Problem[] {
  if (content === undefined || content === null) return [];
  if (typeof content !== "string") return [{ path: ["content"], code: "BASE_TYPE_BAD_STRING", message: "A string." }];
  return content.length > 2000 ? [{ path: ["content"], ...tooLong(2000) }] : [];
}

function checkNonce({ nonce, enforce_nonce: enforce }: Fields): Problem[] {
  if (nonce === undefined) {
    const message = "enforce_nonce needs a nonce.";
    return enforce === true ? [{ path: ["nonce"], code: "BASE_TYPE_REQUIRED", message }] : [];
  }
  if (typeof nonce !== "string" && typeof nonce !== "number") {
    return [{ path: ["nonce"], code: "NONCE_TYPE_INVALID", message: "A string or an integer." }];
  }
  return String(nonce).length > 25 ? [{ path: ["nonce"], ...tooLong(25) }] : [];
}

function checkEmbeds(value: unknown): Problem[] {
  const embeds = asList(value);
  const problems = embeds.flatMap((embed, index) => (isFields(embed) ? checkEmbed(embed, ["embeds", index]) : []));
  if (embeds.length > 10) problems.push({ path: ["embeds"], ...tooLong(10) });
  const sum = embeds.reduce<number>((total, embed) => total + (isFields(embed) ? countEmbed(embed) : 0), 0);
  const message = `Embed size exceeds maximum size of ${embedSum}`;
  if (sum > embedSum) problems.push({ path: ["embeds"], code: "MAX_EMBED_SIZE_EXCEEDED", message });
  return problems;
}

function checkEmbed(embed: Fields, path: readonly (string | number)[]): Problem[] {
  const problems: Problem[] = [];
  for (const [part, limit] of Object.entries(partLimits)) {
    const text = embed[part];
    if (text === "") problems.push({ path: [...path, part], code: "BASE_TYPE_REQUIRED", message: "Required" });
    if (textLength(text) > limit) problems.push({ path: [...path, part], ...tooLong(limit) });
  }
  const { footer, author, url, fields, color } = embed;
  if (textLength(partOf(footer, "text")) > 2048) problems.push({ path: [...path, "footer", "text"], ...tooLong(2048) });
  if (textLength(partOf(author, "name")) > 256) problems.push({ path: [...path, "author", "name"], ...tooLong(256) });
  if (url !== undefined && !isWebUrl(url)) problems.push({ path: [...path, "url"], ...badUrl });
  if (asList(fields).length > 25) problems.push({ path: [...path, "fields"], ...tooLong(25) });
  for (const [index, field] of asList(fields).entries()) {
    const at = [...path, "fields", index];
    if (textLength(partOf(field, "name")) > 256) problems.push({ path: [...at, "name"], ...tooLong(256) });
    if (textLength(partOf(field, "value")) > 1024) problems.push({ path: [...at, "value"], ...tooLong(1024) });
  }
  if (typeof color === "number" && (color < 0 || color > 16_777_215)) {
    problems.push({ path: [...path, "color"], code: "NUMBER_TYPE_MAX", message: "0 to 16777215." });
  }
  return problems;
}

function countEmbed({ title, description, footer, author, fields }: Fields): number {
  const texts = [title, description, partOf(footer, "text"), partOf(author, "name")];
  const inFields = asList(fields).flatMap((field) => [partOf(field, "name"), partOf(field, "value")]);
  return [...texts, ...inFields].reduce<number>((sum, text) => sum + textLength(text), 0);
}

function checkMentions({ allowed_mentions: allowed }: Fields): Problem[] {
  if (!isFields(allowed)) return [];
  const at = "allowed_mentions";
  const parse = asList(allowed["parse"]);
  const problems: Problem[] = parse
    .filter((kind) => kind !== "users" && kind !== "roles" && kind !== "everyone")
    .map((kind) => ({ path: [at, "parse"], code: "BASE_TYPE_CHOICES", message: `${String(kind)} is no kind.` }));
  for (const kind of ["users", "roles"]) {
    const ids = asList(allowed[kind]);
    if (ids.length > 100) problems.push({ path: [at, kind], ...tooLong(100) });
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    if (ids.length > 0 && parse.includes(kind)) {
      problems.push({ path: [at], code: "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message });
    }
  }
  return problems;
}

/** Whom this text would call. Without `allowed_mentions` a bot's message may call everybody; embeds call nobody. */
export function readPings(content: string, allowedMentions: unknown): string[] {
  const allowed = isFields(allowedMentions) ? allowedMentions : { parse: ["users", "roles", "everyone"] };
  const parse = asList(allowed["parse"]);
  const everyone = parse.includes("everyone") ? content.match(/@(?:everyone|here)/g) : null;
  const users = [...content.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id ?? "");
  const roles = [...content.matchAll(/<@&(\d+)>/g)].map(([, id]) => id ?? "");
  return [
    ...(everyone ?? []),
    ...users.filter((id) => parse.includes("users") || asList(allowed["users"]).includes(id)),
    ...roles.filter((id) => parse.includes("roles") || asList(allowed["roles"]).includes(id)),
  ];
}

function invalidForm(problems: readonly Problem[]): Refusal {
  const errors: Record<string, unknown> = {};
  for (const { path, code, message } of problems) {
    let node = errors;
    for (const key of path) {
      const next = node[key];
      const child: Record<string, unknown> = isFields(next) ? { ...next } : {};
      node[key] = child;
      node = child;
    }
    node["_errors"] = [...asList(node["_errors"]), { code, message }];
  }
  return { status: 400, body: { code: 50035, message: "Invalid Form Body", errors } };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function partOf(value: unknown, key: string): unknown {
  return isFields(value) ? value[key] : undefined;
}

function textLength(value: unknown): number {
  return typeof value === "string" ? value.length : 0;
}

function isWebUrl(value: unknown): boolean {
  return typeof value === "string" && value.length <= 2048 && URL.canParse(value) && /^https?:/.test(value);
}
