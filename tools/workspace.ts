import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const repository = join(import.meta.dirname, "..");
/** What `pulumi up` needs of the repository. */
const program = [
  "index.ts",
  "package.json",
  "components",
  "config",
  "entra",
  "exchange",
  "network",
  "xcally",
  "node_modules",
];

/** The stack's program with a state backend and a configuration of its own, in a temporary folder. */
export interface Workspace {
  /** The folder to run `pulumi` in. */
  readonly folder: string;
  /** The stack that the configuration is of; it does not exist before it is created. */
  readonly stack: string;
  /** To be added to the environment of `pulumi`: backend and passphrase. */
  readonly environment: Readonly<Record<string, string>>;
  /** Writes the stack's configuration; keys without a namespace are the project's own. */
  configure(config: Readonly<Record<string, unknown>>): Promise<void>;
  /** Removes the folder with everything in it, state included. */
  remove(): Promise<void>;
}

/**
 * Makes a workspace that runs this clone's program without writing into the clone: demo and tests leave it as it was.
 * The program is linked, not copied, so what runs is what is in the clone.
 */
export async function createWorkspace(stack: string): Promise<Workspace> {
  const root = await mkdtemp(join(tmpdir(), "xcally-mail-authentication-"));
  const folder = join(root, "program");
  const backend = join(root, "backend");
  await Promise.all([mkdir(folder), mkdir(backend)]);
  // "junction" is what Windows lets an ordinary user make; elsewhere the type is ignored.
  await Promise.all(program.map((name) => symlink(join(repository, name), join(folder, name), "junction")));
  await copyFile(join(repository, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));

  return {
    folder,
    stack,
    environment: {
      // Without `metadata=skip` a second file is written beside the state, and a run that is killed meanwhile leaves it empty, which
      // later runs cannot read (gocloud.dev's fileblob).
      PULUMI_BACKEND_URL: `${pathToFileURL(backend).href}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: "correct horse battery staple",
    },
    configure: (config) => {
      // JSON is YAML.
      const settings = { config: Object.fromEntries(Object.entries(config).map(namespaced)) };
      return writeFile(join(folder, `Pulumi.${stack}.yaml`), JSON.stringify(settings, undefined, 2));
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function namespaced([key, value]: readonly [string, unknown]): readonly [string, unknown] {
  return [key.includes(":") ? key : `xcally-mail-authentication:${key}`, value];
}
