import { describe, expect, it } from "vitest";
import { readNpmSpec, sourceOfAddress } from "../../../src/advisories/lockfiles/npm-source.ts";

describe("what stands behind a package of the npm world", () => {
  it.for([
    { spec: "1.0.0", is: "lantern 1.0.0 registry" },
    { spec: "^1.0.0 || 2", is: "lantern ^1.0.0 || 2 registry" },
    { spec: "npm:1.0.0", is: "lantern 1.0.0 registry" },
    { spec: "npm:wick@2.0.0", is: "wick 2.0.0 registry" },
    { spec: "npm:@lamp/wick@2.0.0", is: "@lamp/wick 2.0.0 registry" },
    { spec: "npm:wick", is: "wick  registry" },
    { spec: "npm:@lamp/wick", is: "@lamp/wick  registry" },
    { spec: "", is: "lantern  registry" },
    { spec: "one", is: "lantern one registry" },
    { spec: "workspace:packages/lantern", is: "lantern  local" },
    { spec: "file:../lantern", is: "lantern  path" },
    { spec: "file:lantern-1.0.0.tgz", is: "lantern  path" },
    { spec: "link:lantern", is: "lantern  path" },
    { spec: "portal:../lantern", is: "lantern  path" },
    { spec: "./lantern", is: "lantern  path" },
    { spec: "C:\\work\\lantern", is: "lantern  path" },
    { spec: "git+ssh://git@git.example/o/lantern.git#0a2d", is: "lantern  git" },
    { spec: "git@git.example:o/lantern#0a2d", is: "lantern  git" },
    { spec: "github:o/lantern#main", is: "lantern  git" },
    { spec: "o/lantern#main", is: "lantern  git" },
    { spec: "https://files.example/lantern-1.0.0.tgz", is: "lantern  other-registry" },
    { spec: "https://registry.npmjs.org/lantern/-/lantern-1.0.0.tgz", locked: "1.0.0", is: "lantern  registry" },
    { spec: "https://registry.npmjs.org/lantern/-/lantern-1.0.0.tgz", locked: "1.0.1", is: "lantern  other-registry" },
    { spec: "jsr:1.0.0", is: "lantern  other-registry" },
  ])("$spec → $is", ({ spec, locked, is }) => {
    const { name, version, source } = readNpmSpec("lantern", spec, locked);
    expect(`${name} ${version} ${source}`).toBe(is);
  });

  it.for([
    { address: "https://registry.npmjs.org/lantern/-/lantern-1.0.0.tgz", is: "registry" },
    {
      address: "https://registry.yarnpkg.com/lantern/-/lantern-1.0.0.tgz#0a2d2506c1fe299691fc5db53a2097db3bd615bc",
      is: "registry",
    },
    { address: "https://mirror.example/api/npm/all/lantern/-/lantern-1.0.0.tgz", is: "registry" },
    { address: "https://registry.npmjs.org/wick/-/wick-1.0.0.tgz", is: "other-registry" },
    { address: "https://registry.npmjs.org/not-lantern/-/lantern-1.0.0.tgz", is: "other-registry" },
    { address: "https://files.example/lantern.tgz", is: "other-registry" },
    {
      address: "https://files.example/download/lantern#0a2d2506c1fe299691fc5db53a2097db3bd615bc",
      is: "other-registry",
    },
    { address: "https://codeload.github.com/o/lantern/tar.gz/0a2d2506c1fe", is: "git" },
    { address: "https://gitlab.com/o/lantern/repository/archive.tar.gz?ref=0a2d", is: "git" },
    { address: "https://gitlab.com/api/v4/projects/1/packages/npm/lantern/-/lantern-1.0.0.tgz", is: "registry" },
    { address: "https://a-token@github.com/o/lantern.git#0a2d", is: "git" },
    { address: "https://github.com/o/lantern#0a2d", is: "git" },
    { address: "https://github.com.files.example/o/lantern", is: "other-registry" },
    { address: "https://git.example/o/lantern.git#commit=0a2d", is: "git" },
    { address: "https://git.example/o/lantern#commit=0a2d", is: "git" },
    { address: "ssh://git.example/o/lantern", is: "git" },
    { address: "file:lantern/-/lantern-1.0.0.tgz", is: "path" },
    { address: "../lantern", is: "path" },
  ])("$address is $is", ({ address, is }) => {
    expect(sourceOfAddress({ name: "lantern", version: "1.0.0" }, address)).toBe(is);
  });

  it.for(["@lamp/wick/-/wick-1.0.0.tgz", "@lamp%2fwick/-/wick-1.0.0.tgz", "@lamp/wick/-/@lamp/wick-1.0.0.tgz"])(
    "an address names a package with a scope as %s",
    (path) => {
      const address = `https://mirror.example/${path}`;
      expect(sourceOfAddress({ name: "@lamp/wick", version: "1.0.0" }, address)).toBe("registry");
      expect(sourceOfAddress({ name: "@other/wick", version: "1.0.0" }, address)).toBe("other-registry");
      expect(sourceOfAddress({ name: "wick", version: "1.0.0" }, address)).toBe("other-registry");
      expect(sourceOfAddress({ name: "@lamp/wick", version: "1.0.1" }, address)).toBe("other-registry");
    },
  );

  it.for([
    { why: "another version", path: "lantern/-/lantern-1.0.1.tgz" },
    { why: "a longer version", path: "lantern/-/lantern-1.0.0-1.0.1.tgz" },
    { why: "a way to another package", path: "lantern/-/../../evil/-/evil-1.0.0.tgz" },
    { why: "a hidden way to another package", path: "lantern/-/%2e%2E/%2e./evil/-/evil-1.0.0.tgz" },
    { why: "a way whose slashes are hidden", path: "lantern/-/..%2f..%2fevil%2f-%2flantern-1.0.0.tgz" },
    { why: "a way within the path of another package", path: "@evil%2f.%2flantern/-/lantern-1.0.0.tgz" },
    { why: "backslashes", path: "lantern/-/..\\..\\evil/-/evil-1.0.0.tgz" },
    { why: "the file of another package", path: "lantern/-/evil-1.0.0.tgz" },
    { why: "a package with a scope", path: "@evil/lantern/-/lantern-1.0.0.tgz" },
    { why: "a package with an escaped scope", path: "%40evil%2flantern/-/lantern-1.0.0.tgz" },
    { why: "a package with a scope and more slashes", path: "@evil//lantern/-/lantern-1.0.0.tgz" },
    { why: "the right file behind a question mark", path: "evil/-/evil-1.0.0.tgz?/lantern/-/lantern-1.0.0.tgz" },
    { why: "the right file behind a number sign", path: "evil/-/evil-1.0.0.tgz#/lantern/-/lantern-1.0.0.tgz" },
    { why: "a folder more", path: "lantern/-/lantern/lantern-1.0.0.tgz" },
    { why: "no folder of files", path: "lantern/lantern-1.0.0.tgz" },
  ])("an address that leads to $why is not of the package", ({ path }) => {
    const address = `https://registry.npmjs.org/${path}`;
    expect(sourceOfAddress({ name: "lantern", version: "1.0.0" }, address)).toBe("other-registry");
  });

  it.for(["lantern-1.0.0-rc.1.tgz", "lantern-1.0.0-rc.1+build.5.tgz", "lantern-1.0.0-rc.1%2Bbuild.5.tgz"])(
    "a version with build metadata is the one of %s",
    (file) => {
      const locked = { name: "lantern", version: "1.0.0-rc.1+build.5" };
      expect(sourceOfAddress(locked, `https://registry.npmjs.org/lantern/-/${file}`)).toBe("registry");
    },
  );

  it("an address that is none is of no registry", () => {
    expect(sourceOfAddress({ name: "lantern", version: "1.0.0" }, "https://[/lantern/-/lantern-1.0.0.tgz")).toBe(
      "other-registry",
    );
  });
});
