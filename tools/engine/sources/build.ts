import { copyFile, cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { PartDefinition, PartName } from "../parts.ts";
import { pulumiVersion } from "../pins.ts";
import { executable, script } from "../platform.ts";
import { runProgram } from "../runProgram.ts";
import { copyLanguageHost } from "./languageHost.ts";

/** What a build needs to know. */
export interface BuildContext {
  readonly goFolder: string;
  readonly searchPath: string;
  readonly signal: AbortSignal;
}

const pulumiModule = "github.com/pulumi/pulumi";

/** The Go package that makes a part's module download all that the build needs. */
const packages: Readonly<Record<Exclude<PartName, "dynamic-provider">, string>> = {
  cli: `${pulumiModule}/pkg/v3/cmd/pulumi`,
  "language-nodejs": `${pulumiModule}/sdk/v3/nodejs/cmd/pulumi-language-nodejs`,
  azuread: "./cmd/pulumi-tfgen-azuread",
  random: "./cmd/pulumi-tfgen-random",
  command: ".",
};

/**
 * Builds a part with Go, from the module in go/<part>/, into the folder `output`.
 *
 * The module is copied into `work` first: the schema is generated into the copy, and nothing is written to the clone.
 *
 * @throws Error with the compiler's last lines.
 */
export async function buildPart(
  context: BuildContext,
  definition: PartDefinition,
  work: string,
  output: string,
): Promise<void> {
  await mkdir(output);
  const { name } = definition;
  if (name === "dynamic-provider") return copyLauncher(context, output);

  const source = join(work, "source");
  await cp(join(context.goFolder, name), source, { recursive: true });
  const program = join(output, executable(`pulumi-${programName(name)}`));
  switch (name) {
    case "cli":
      return build(context, source, packages.cli, join(output, executable("pulumi")), [
        `-X ${pulumiModule}/sdk/v3/go/common/version.Version=v${pulumiVersion}`,
      ]);
    case "language-nodejs": {
      const host = await copyLanguageHost(await sdkFolder(context, source), source);
      return build(context, source, host, program);
    }
    case "command":
      return build(context, source, packages[name], program);
    case "azuread":
    case "random": {
      const generator = join(work, executable("schema-generator"));
      const plugin = `cmd/pulumi-resource-${name}`;
      await build(context, source, packages[name], generator);
      await runProgram(generator, ["schema", "--out", plugin, "--skip-docs"], {
        cwd: source,
        signal: context.signal,
      });
      return build(context, source, `./${plugin}`, program);
    }
  }
}

/**
 * Downloads the Go modules of a part, so that all parts download at the same time and a missing network is noticed
 * before anything is compiled.
 */
export async function downloadModules(context: BuildContext, definition: PartDefinition): Promise<void> {
  const name = definition.name === "dynamic-provider" ? "cli" : definition.name;
  await go(context, join(context.goFolder, name), ["list", "-mod=readonly", "-deps", packages[name]]);
}

function programName(name: PartName): string {
  return name === "language-nodejs" ? name : `resource-${name}`;
}

async function build(
  context: BuildContext,
  source: string,
  packageName: string,
  output: string,
  linkerFlags: readonly string[] = [],
): Promise<void> {
  // -mod=readonly: go.sum decides what may be compiled. Symbol tables are left out to halve the files.
  const flags = [
    "-mod=readonly",
    "-trimpath",
    "-buildvcs=false",
    "-ldflags",
    ["-s -w", ...linkerFlags].join(" "),
  ];
  await go(context, source, ["build", ...flags, "-o", output, packageName]);
}

/** The launcher is a script inside the SDK's Go module, which the CLI's module requires at our version. */
async function copyLauncher(context: BuildContext, output: string): Promise<void> {
  const folder = await sdkFolder(context, join(context.goFolder, "cli"));
  const launcher = script("pulumi-resource-pulumi-nodejs");
  await copyFile(join(folder, "nodejs", "dist", launcher), join(output, launcher));
}

/** Where Go keeps the SDK at the version that a module requires. */
async function sdkFolder(context: BuildContext, module: string): Promise<string> {
  const answer = await go(context, module, ["mod", "download", "-json", `${pulumiModule}/sdk/v3`]);
  return z.object({ Dir: z.string() }).parse(JSON.parse(answer)).Dir;
}

async function go(context: BuildContext, cwd: string, args: readonly string[]): Promise<string> {
  return runProgram("go", args, {
    cwd,
    // No C compiler is needed, and a workspace around the clone or the cache is not ours.
    environment: { PATH: context.searchPath, CGO_ENABLED: "0", GOWORK: "off" },
    signal: context.signal,
  });
}
