import { join } from "node:path";
import { z } from "zod";
import { languageHostVersion, pluginVersions, pulumiVersion, upstreamVersions } from "./pins.ts";
import { executable, script } from "./platform.ts";

const partNames = ["cli", "language-nodejs", "dynamic-provider", "azuread", "random", "command"] as const;

/** The parts of the engine: the three programs of Pulumi itself, and the resource plugins. */
export type PartName = (typeof partNames)[number];

/** How a part came to this machine. */
export type PartSource = "path" | "downloaded" | "built";

/** A part that is installed, as the manifest of the clone and of the cache keep it. */
export const partSchema = z.object({
  name: z.enum(partNames),
  /** The version that the part answers to. For a plugin that is the version of its SDK. */
  version: z.string(),
  source: z.enum(["path", "downloaded", "built"]),
  /** What the part really is, in words; not always what its version suggests. */
  description: z.string(),
  /** The part's files, relative to its folder, with `/`. */
  files: z.array(z.string()).min(1),
});

/** A part that is installed. */
export type Part = z.infer<typeof partSchema>;

/** What there is to know about a part before it is installed. */
export interface PartDefinition {
  readonly name: PartName;
  readonly title: string;
  /** The version that is asked for. */
  readonly version: string;
  /** Files without which the part is not usable. */
  readonly programs: readonly string[];
  /** Where the part goes, relative to `.engine`. */
  readonly folder: string;
  /** Version and description of the part when it is built from source. */
  readonly built: Pick<Part, "version" | "description">;
}

/** The Pulumi CLI. */
export const cliDefinition: PartDefinition = {
  name: "cli",
  title: "Pulumi CLI",
  version: pulumiVersion,
  programs: [executable("pulumi")],
  folder: "bin",
  built: { version: pulumiVersion, description: `Pulumi CLI ${pulumiVersion}, unchanged` },
};

/** The programs of Pulumi itself. The CLI is last: where it is installed from a release, so are the others. */
export const programDefinitions: readonly PartDefinition[] = [
  {
    name: "dynamic-provider",
    title: "dynamic provider launcher",
    version: pulumiVersion,
    programs: [script("pulumi-resource-pulumi-nodejs")],
    folder: "bin",
    built: { version: pulumiVersion, description: `launcher script of Pulumi ${pulumiVersion}, unchanged` },
  },
  {
    name: "language-nodejs",
    title: "Node language host",
    version: pulumiVersion,
    programs: [executable("pulumi-language-nodejs")],
    folder: "bin",
    built: {
      version: languageHostVersion,
      description: `language host of Pulumi ${languageHostVersion}: runs programs without ts-node, cannot run policy packs`,
    },
  },
  cliDefinition,
];

/** The resource plugins. */
export const pluginDefinitions: readonly PartDefinition[] = [
  plugin(
    "azuread",
    `Terraform provider azuread ${upstreamVersions.azuread} (Upbound's fork) behind SDK ${pluginVersions.azuread}; ` +
      "the official plugin has a newer one",
  ),
  plugin(
    "random",
    `Terraform provider random ${upstreamVersions.random} behind SDK ${pluginVersions.random}`,
  ),
  plugin("command", "small stand-in for the official plugin: command:local:Command only"),
];

/** All parts, as they are listed to people. */
export const partDefinitions: readonly PartDefinition[] = [
  ...programDefinitions.toReversed(),
  ...pluginDefinitions,
];

function plugin(name: keyof typeof pluginVersions, description: string): PartDefinition {
  const version = pluginVersions[name];
  return {
    name,
    title: `${name} plugin`,
    version,
    programs: [executable(`pulumi-resource-${name}`)],
    folder: join("home", "plugins", `resource-${name}-v${version}`),
    built: { version, description },
  };
}
