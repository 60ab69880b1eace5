import * as pulumi from "@pulumi/pulumi";
import { resolveCloud } from "../entra/cloud.ts";
import { readDeployer } from "../entra/deployer.ts";
import { createGraph, type Graph } from "../entra/graph.ts";
import { graphToken } from "../entra/graphToken.ts";
import type { EntraDeployer } from "./entraDeployer.ts";

/**
 * Opens Microsoft Graph as the identity that runs the stack, for what the azuread provider cannot look up.
 *
 * @param identity the one of the environment and the configuration where it is undefined.
 * @returns undefined where that identity signs in in a way that only the provider knows; a warning says what is not looked at then.
 * @throws Error one sentence: Entra ID refuses the identity, or cannot be reached.
 */
export async function openGraph(identity: EntraDeployer | undefined): Promise<Graph | undefined> {
  const deployer = readDeployer(identity?.settings ?? pulumi.runtime.allConfig(), process.env);
  if (deployer.kind === "unsupported") {
    void pulumi.log.warn(
      `${deployer.how} So it is not looked for what a run that was cut off may have left in Entra ID, nor for secrets that others made.`,
    );
    return undefined;
  }
  const { environment, metadataHost } = identity?.cloud ?? {};
  const cloud = await resolveCloud({
    ...process.env,
    ...(environment === undefined ? {} : { ARM_ENVIRONMENT: environment }),
    ...(metadataHost === undefined ? {} : { ARM_METADATA_HOSTNAME: metadataHost }),
  });
  return createGraph({ cloud, token: await graphToken(deployer, cloud) });
}
