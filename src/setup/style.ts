import { createHash } from "node:crypto";

export const style = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --card: #fff; --page: #f6f8fa;
  --accent: #1a7f37; --alarm: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b3; --line: #3d444d; --card: #151b23;
  --page: #0d1117; --accent: #2ea043; --alarm: #ff8983; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 3rem 1.25rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
main { max-width: 42rem; margin: 0 auto; }
.steps { display: flex; gap: 1.25rem; margin: 0 0 1.25rem; padding: 0; list-style: none; color: var(--soft);
  font-size: .9rem; }
.steps [aria-current] { color: var(--ink); font-weight: 600; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 1.75rem 0 .4rem; font-size: 1rem; }
p { margin: 0 0 1rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1.75rem; }
label { display: block; margin-top: 1.25rem; font-weight: 600; }
.hint { margin: .1rem 0 .4rem; color: var(--soft); font-size: .9rem; }
input { width: 100%; padding: .55rem .7rem; border: 1px solid var(--soft); border-radius: .4rem; background: var(--page);
  color: inherit; font: inherit; }
input[aria-invalid] { border-color: var(--alarm); }
.problem { margin: 0 0 .4rem; color: var(--alarm); font-weight: 600; }
button { margin-top: 1.5rem; padding: .6rem 1.2rem; border: 0; border-radius: .4rem; background: #1a7f37; color: #fff;
  font: inherit; font-weight: 600; cursor: pointer; }
a { color: inherit; }
:focus-visible { outline: 3px solid #4493f8; outline-offset: 2px; }
details { margin-top: 1.5rem; }
summary { cursor: pointer; }
table { width: 100%; margin-top: .75rem; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .4rem .6rem .4rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 400; white-space: nowrap; }
code { font: .875em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
form + .hint { margin-top: 1rem; }
ol.next li { margin-bottom: .6rem; }
`;

/** Lets the browser accept this style sheet and nothing else that stands in a page. */
export const styleSource = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
