import type { Deployer } from "./state/seed.ts";

/** What {@link environmentOf} is about. */
export interface EnvironmentArgs {
  /** Host and port that serve the cloud's metadata over https. */
  readonly metadataHost: string;
  readonly tenantId: string;
  readonly deployer: Deployer;
  /** PEM file of the authority that signed the certificate of `metadataHost`. */
  readonly caFile: string;
}

/** Environment variables by which the azuread provider takes a stand-in for the cloud and signs in as its deployer. */
export function environmentOf({ metadataHost, tenantId, deployer, caFile }: EnvironmentArgs) {
  return {
    ARM_METADATA_HOSTNAME: metadataHost,
    ARM_TENANT_ID: tenantId,
    ARM_CLIENT_ID: deployer.clientId,
    ARM_CLIENT_SECRET: deployer.clientSecret,
    // Else the provider would also look for a signed-in Azure CLI.
    ARM_USE_CLI: "false",
    SSL_CERT_FILE: caFile,
  };
}
