import { join } from "node:path";
import { publishPart, withWorkFolder } from "../partStore.ts";
import type { PartDefinition, PartName } from "../parts.ts";
import { messageOf, reported } from "../progress.ts";
import type { EngineSettings } from "../settings.ts";
import { buildPart, downloadModules, type BuildContext } from "./build.ts";
import { requireGo } from "./goToolchain.ts";

/**
 * Two lanes, since the compiler's last step (linking) uses one core. Parts of a lane share packages that would be
 * compiled twice if they were built at the same time.
 */
const lanes: readonly (readonly PartName[])[] = [
  ["cli", "dynamic-provider", "language-nodejs"],
  ["azuread", "random", "command"],
];

/**
 * Builds parts from source into the store. Parts that are finished stay when a later one fails.
 *
 * @throws Error that names the part, with the compiler's last lines and what to do.
 */
export async function buildMissing(
  settings: EngineSettings,
  store: string,
  definitions: readonly PartDefinition[],
): Promise<void> {
  await requireGo(settings.searchPath);
  settings.log(
    "Building from source: about seven minutes on two cores the first time, seconds once Go has its caches.",
  );
  const failure = new AbortController();
  const { goFolder, searchPath } = settings;
  const context: BuildContext = { goFolder, searchPath, signal: failure.signal };

  await reported(settings, "Go modules", "downloading", () =>
    inParallel(failure, definitions, (definition) =>
      explained(definition, "its Go modules cannot be downloaded", () =>
        downloadModules(context, definition),
      ),
    ),
  );
  await inParallel(failure, lanes, async (lane) => {
    for (const name of lane) {
      const definition = definitions.find((candidate) => candidate.name === name);
      if (definition === undefined) continue;
      await reported(
        settings,
        `${definition.title} ${definition.built.version}`,
        "building from source",
        () =>
          explained(definition, "it cannot be built from source", () =>
            withWorkFolder(store, name, async (work) => {
              const output = join(work, "part");
              await buildPart(context, definition, work, output);
              await publishPart(store, definition, output, { source: "built", ...definition.built });
            }),
          ),
      );
    }
  });
}

/** Does all at once; the first failure ends the others, and only it is thrown, when all have ended. */
async function inParallel<Item>(
  failure: AbortController,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let first: unknown;
  await Promise.all(
    items.map((item) =>
      work(item).catch((error: unknown) => {
        if (!failure.signal.aborted) first = error;
        failure.abort();
      }),
    ),
  );
  if (failure.signal.aborted) throw first;
}

async function explained(
  definition: PartDefinition,
  problem: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(
      `The ${definition.title} is missing: ${problem}. ${messageOf(error)}\n` +
        "Check the network and the free disk space (8 GB are needed), then run it again: finished parts are kept. " +
        "Where the Go module proxy cannot be reached, install Pulumi (https://www.pulumi.com/docs/install/).",
      { cause: error },
    );
  }
}
