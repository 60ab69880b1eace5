import { readCloudMetadata } from "./cloudMetadata.ts";
import { readVariable, type Environment } from "./environment.ts";

/** Where one of Microsoft's clouds is reached. No address ends with a slash. */
export interface Cloud {
  /** Where tokens are asked for, such as `https://login.microsoftonline.com`. */
  readonly loginUrl: string;
  /** Microsoft Graph, also its name in a scope: `{graphUrl}/.default`. */
  readonly graphUrl: string;
}

const publicCloud: Cloud = {
  loginUrl: "https://login.microsoftonline.com",
  graphUrl: "https://graph.microsoft.com",
};
const usGovernment: Cloud = {
  loginUrl: "https://login.microsoftonline.us",
  graphUrl: "https://graph.microsoft.us",
};
/** Office 365 for the Department of Defense: the same sign-in, another Graph. */
const usGovernmentL5: Cloud = { ...usGovernment, graphUrl: "https://dod-graph.microsoft.us" };
const china: Cloud = {
  loginUrl: "https://login.chinacloudapi.cn",
  graphUrl: "https://microsoftgraph.chinacloudapi.cn",
};

/**
 * The clouds by the names that `ARM_ENVIRONMENT` may hold, with the addresses that the azuread provider uses for them
 * (hashicorp/go-azure-sdk, sdk/environments).
 */
export const clouds: ReadonlyMap<string, Cloud> = new Map([
  ["public", publicCloud],
  ["global", publicCloud],
  ["usgovernment", usGovernment],
  ["usgovernmentl4", usGovernment],
  ["usgovernmentl5", usGovernmentL5],
  ["dod", usGovernmentL5],
  ["china", china],
]);

/**
 * The cloud that is in use, chosen as the azuread provider chooses it: the one that the host in `ARM_METADATA_HOSTNAME`
 * describes, else the one that `ARM_ENVIRONMENT` names, in any case, else the public one.
 *
 * @param environment defaults to `process.env`.
 * @throws Error One sentence: the name is none of {@link clouds}, or the host does not describe a cloud.
 */
export async function resolveCloud(environment: Environment = process.env): Promise<Cloud> {
  const host = readVariable(environment, "ARM_METADATA_HOSTNAME");
  if (host !== undefined) return readCloudMetadata(host, environment);

  const name = readVariable(environment, "ARM_ENVIRONMENT") ?? "public";
  const cloud = clouds.get(name.toLowerCase());
  if (cloud) return cloud;
  const names = [...clouds.keys()].join(", ");
  throw new Error(
    `ARM_ENVIRONMENT is "${name}", but the clouds are ${names}; set it to the one that holds the tenant.`,
  );
}
