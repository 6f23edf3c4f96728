/** Text that is HTML already. */
export interface Markup {
  readonly html: string;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A template tag that escapes every value, in text and in quoted attributes alike. Not called `html`, because the
 * formatter would rearrange what is in it, and the hash of the style sheet counts every blank.
 */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup {
  let html = parts[0] ?? "";
  for (const [index, value] of values.entries()) html += toHtml(value) + (parts[index + 1] ?? "");
  return { html };
}

function toHtml(value: string | Markup | readonly Markup[]): string {
  if (typeof value === "string") return value.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? "");
  return "html" in value ? value.html : value.map((item) => item.html).join("");
}
