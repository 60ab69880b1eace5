import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "../engine/index.ts";
import { plainEnvironment } from "./environment.ts";
import { measure, type Cost } from "./measure.ts";

/** Previews a program that loads Pulumi's SDK and declares nothing: the part of a preview that is the engine's and the SDK's alone. */
export async function measureEmptyProgram(engine: Engine, repeats: number): Promise<readonly Cost[]> {
  const folder = await mkdtemp(join(tmpdir(), "xcally-empty-"));
  try {
    const runtime = { name: "nodejs", options: { typescript: false } };
    await writeFile(
      join(folder, "Pulumi.yaml"),
      JSON.stringify({ name: "empty", runtime, main: "index.js" }),
    );
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    await writeFile(join(folder, "index.js"), `import "@pulumi/pulumi";\n`);
    await symlink(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"), "junction");
    const environment = {
      ...plainEnvironment(),
      ...engine.environment,
      PULUMI_BACKEND_URL: pathToFileURL(folder).href,
      PULUMI_CONFIG_PASSPHRASE: "empty",
    };
    const pulumi = async (...args: string[]) => {
      const all = [...args, "--stack", "bench", "--non-interactive"];
      return (await measure({ program: engine.pulumi, args: all, folder, environment })).cost;
    };
    await pulumi("stack", "init");
    const costs: Cost[] = [];
    for (let run = 0; run < repeats; run++) costs.push(await pulumi("preview"));
    return costs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
