import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { goVersion, languageHostVersion, pluginVersions, pulumiVersion } from "../../../tools/engine/pins.ts";

const project = join(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(join(project, file), "utf8");

describe("the pins", () => {
  test("equal the versions of the SDKs in package-lock.json", () => {
    const { packages } = z
      .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
      .parse(JSON.parse(read("package-lock.json")));
    const versionOf = (name: string) => packages[`node_modules/@pulumi/${name}`]?.version;
    expect(versionOf("pulumi")).toBe(pulumiVersion);
    expect(Object.keys(pluginVersions).map((name) => [name, versionOf(name)])).toEqual(
      Object.entries(pluginVersions),
    );
  });

  test("equal the versions in the Go modules and sources", () => {
    expect(read("tools/engine/go/cli/go.mod")).toContain(`/pulumi/pkg/v3 v${pulumiVersion}\n`);
    expect(read("tools/engine/go/cli/go.mod")).toContain(`/pulumi/sdk/v3 v${pulumiVersion} `);
    expect(read("tools/engine/go/language-nodejs/go.mod")).toContain(`/sdk/v3 v${languageHostVersion}\n`);
    expect(read("tools/engine/go/azuread/provider.go")).toContain(`Version = "${pluginVersions.azuread}"`);
    expect(read("tools/engine/go/random/provider.go")).toContain(`Version = "${pluginVersions.random}"`);
    expect(read("tools/engine/go/command/main.go")).toContain(`version = "${pluginVersions.command}"`);
  });

  test("ask for the newest Go that a module asks for", () => {
    const asked = globSync("tools/engine/go/**/go.mod", { cwd: project }).map(
      (file) => /^go (\S+)$/m.exec(read(file))?.[1] ?? "",
    );
    const newest = asked.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
    expect(newest).toBe(goVersion);
  });
});
