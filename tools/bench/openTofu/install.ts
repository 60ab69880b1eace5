import { mkdir, rename, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheKey } from "../../engine/cacheKey.ts";
import { withLock } from "../../engine/lock.ts";
import { executable, userCacheFolder } from "../../engine/platform.ts";
import { reported } from "../../engine/progress.ts";
import { runProgram } from "../../engine/runProgram.ts";
import { engineSettings } from "../../engine/settings.ts";
import { requireGo } from "../../engine/sources/goToolchain.ts";

/** The version of OpenTofu and its providers; the modules in `../go` and `main.tf` name the same. */
export const versions = { openTofu: "1.12.6", azuread: "3.4.0", random: "3.9.0", restapi: "1.20.0" } as const;

/** The newest Go that a module in `../go` asks for. */
export const goVersion = "1.26.6";

/** OpenTofu on this machine. */
export interface OpenTofu {
  /** Absolute path of the CLI. */
  readonly program: string;
  /** To be added to its environment: it finds the providers without a network. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What is built: a Go package in a module of `../go`, and where it goes. */
const parts = [
  { module: "opentofu", package: "github.com/opentofu/opentofu/cmd/tofu", target: () => executable("tofu") },
  ...(
    [
      ["hashicorp", "azuread", "github.com/hashicorp/terraform-provider-azuread"],
      ["hashicorp", "random", "github.com/terraform-providers/terraform-provider-random"],
      ["Mastercard", "restapi", "github.com/Mastercard/terraform-provider-restapi"],
    ] as const
  ).map(([owner, name, goPackage]) => ({
    module: name,
    package: goPackage,
    // The layout of a filesystem mirror (https://opentofu.org/docs/cli/config/config-file/#filesystem_mirror).
    target: (platform: string) =>
      join(
        ...["mirror", "registry.opentofu.org", owner, name, versions[name], platform],
        executable(`terraform-provider-${name}_v${versions[name]}`),
      ),
  })),
];

/**
 * Makes sure that OpenTofu and its providers are in the user's cache, built from the Go module proxy: three minutes on two cores the first time.
 *
 * @throws Error that says what is missing and what to do.
 */
export async function ensureOpenTofu(log: (line: string) => void): Promise<OpenTofu> {
  const settings = engineSettings({ log });
  const goFolder = join(import.meta.dirname, "..", "go");
  const key = cacheKey(goFolder, { pins: versions });
  const folder = join(userCacheFolder(), "xcally-mail-authentication", "opentofu", key);
  await mkdir(folder, { recursive: true });
  const configuration = join(folder, "tofu.rc");
  if (!existsSync(configuration)) {
    await withLock(settings, folder, () => build(folder, goFolder, settings));
    await writeFile(
      configuration,
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(join(folder, "mirror"))}\n  }\n}\ndisable_checkpoint = true\n`,
    );
  }
  return {
    program: join(folder, executable("tofu")),
    environment: { TF_CLI_CONFIG_FILE: configuration, TF_IN_AUTOMATION: "true", CHECKPOINT_DISABLE: "true" },
  };
}

async function build(
  folder: string,
  goFolder: string,
  settings: Pick<ReturnType<typeof engineSettings>, "heartbeat" | "log" | "searchPath">,
): Promise<void> {
  await requireGo(settings.searchPath, goVersion);
  const environment = { PATH: settings.searchPath, CGO_ENABLED: "0", GOWORK: "off" };
  const platform = (await runProgram("go", ["env", "GOOS", "GOARCH"], { environment }))
    .trim()
    .replace("\n", "_");
  for (const part of parts) {
    const target = join(folder, part.target(platform));
    if (existsSync(target)) continue;
    const unfinished = join(folder, "unfinished");
    const flags = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags"];
    const linker = "-s -w -X github.com/opentofu/opentofu/version.dev=no";
    await reported(settings, `OpenTofu: ${part.module}`, "building from source", () =>
      runProgram("go", ["build", ...flags, linker, "-o", unfinished, part.package], {
        cwd: join(goFolder, part.module),
        environment,
      }),
    );
    await mkdir(join(target, ".."), { recursive: true });
    await rename(unfinished, target);
  }
}
