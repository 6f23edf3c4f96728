import { globSync, readFileSync, writeFileSync } from "node:fs";
import { withPictures } from "../test/support/pictures.ts";

// Brings what the pages quote of Gatehouse's own words up to date. `test/docs.test.ts` fails when they are not.
for (const path of globSync(["*.md", "docs/**/*.md"])) {
  const page = readFileSync(path, "utf8");
  const drawn = withPictures(page);
  if (drawn === page) continue;
  writeFileSync(path, drawn);
  console.log(`${path} is up to date now`);
}
