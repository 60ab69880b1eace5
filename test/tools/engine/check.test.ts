import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { cacheKey } from "../../../tools/engine/cacheKey.ts";
import { checkEngine, describeCheck } from "../../../tools/engine/check.ts";
import { partDefinitions } from "../../../tools/engine/parts.ts";
import { engineFolder, type EngineSettings } from "../../../tools/engine/settings.ts";
import { cleanUp, temporaryFolder, temporarySettings } from "./support.ts";

afterEach(cleanUp);

/** A clone whose manifest lists every part as built from source, with the files in place. */
function cloneWithEngine(): EngineSettings {
  const settings = temporarySettings();
  const engine = engineFolder(settings.projectFolder);
  const parts = partDefinitions.map(({ name, programs, folder, built }) => {
    for (const program of programs) {
      mkdirSync(dirname(join(engine, folder, program)), { recursive: true });
      writeFileSync(join(engine, folder, program), "");
    }
    return { name, source: "built", ...built, files: programs };
  });
  const manifest = { key: cacheKey(settings.goFolder), parts };
  writeFileSync(join(engine, "manifest.json"), JSON.stringify(manifest));
  return settings;
}

/** A clone with the engine's tools and no engine. */
function copyOfTools(): string {
  const clone = temporaryFolder();
  const project = join(import.meta.dirname, "../../..");
  cpSync(join(project, "tools"), join(clone, "tools"), { recursive: true });
  cpSync(join(project, "package.json"), join(clone, "package.json"));
  symlinkSync(join(project, "node_modules"), join(clone, "node_modules"));
  return clone;
}

describe("npm run engine -- --check", () => {
  test("says of each part where it is from and what it really is", () => {
    const table = describeCheck(checkEngine(cloneWithEngine()));
    expect(table).toMatch(/^PART +VERSION +SOURCE +WHAT IT IS$/m);
    expect(table).toMatch(/^Pulumi CLI +3\.259\.0 +built from source +Pulumi CLI 3\.259\.0, unchanged$/m);
    expect(table).toMatch(/^Node language host +3\.68\.0 +built from source .*cannot run policy packs$/m);
    expect(table).toMatch(/^azuread plugin +6\.9\.1 +built from source +Terraform provider azuread 3\.4\.0/m);
    expect(table).toMatch(/^command plugin +1\.2\.1 +built from source +small stand-in/m);
  });

  test("finds the engine complete when every file is there", () => {
    expect(checkEngine(cloneWithEngine())).toMatchObject({ complete: true, missing: [], outdated: false });
  });

  test("names a part whose file is gone, whatever the manifest says", () => {
    const settings = cloneWithEngine();
    rmSync(join(engineFolder(settings.projectFolder), "home/plugins/resource-random-v4.21.2"), {
      recursive: true,
    });
    const check = checkEngine(settings);
    expect(check).toMatchObject({ complete: false, missing: ["random"] });
    expect(describeCheck(check)).toMatch(/^random plugin +4\.21\.2 +MISSING +run `npm run engine`$/m);
  });

  test("finds an engine of other pins outdated", () => {
    const settings = cloneWithEngine();
    const goFolder = temporaryFolder();
    const check = checkEngine({ ...settings, goFolder });
    expect(check).toMatchObject({ complete: false, missing: [], outdated: true });
    expect(describeCheck(check)).toContain("Installed under other versions than this clone pins now");
  });

  test.each([["nothing"], ["{"], ['{"key": 1}']])("takes a manifest of %s for no engine", (content) => {
    const settings = cloneWithEngine();
    writeFileSync(join(engineFolder(settings.projectFolder), "manifest.json"), content);
    expect(checkEngine(settings)).toMatchObject({ complete: false, parts: [] });
  });

  test("exits with 1 where something is missing, and needs nothing from the PATH", () => {
    const clone = copyOfTools();
    const run = spawnSync(process.execPath, [join(clone, "tools/engine/main.ts"), "--check"], {
      encoding: "utf8",
      env: { PATH: "" },
    });
    expect(run.stdout.match(/MISSING/g)).toHaveLength(6);
    expect(run.status).toBe(1);
  });

  test("exits with 1 on an option that it does not know", () => {
    const main = join(copyOfTools(), "tools/engine/main.ts");
    const run = spawnSync(process.execPath, [main, "--chek"], { encoding: "utf8" });
    expect(run.stderr).toMatch("Unknown option '--chek'");
    expect(run.status).toBe(1);
  });
});
