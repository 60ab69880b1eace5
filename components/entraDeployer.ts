import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";

/**
 * Arguments of {@link EntraDeployer}: those of the azuread provider, as plain values, because Entra ID is asked before anything is declared.
 * What is left out comes from the environment (`ARM_TENANT_ID` and so on), as for every azuread provider; a stack's own configuration of
 * `azuread:` is not for it.
 */
export type EntraDeployerArgs = {
  readonly [Name in keyof azuread.ProviderArgs]?: pulumi.Unwrap<azuread.ProviderArgs[Name]>;
};

/** Those of the arguments that are secret and that the azuread provider's own SDK does not mark so. */
const secretArguments = ["clientCertificate", "oidcToken", "oidcRequestToken"] as const;

/**
 * An identity that registers applications in one tenant, for programs that work in several tenants. Without one, the identity is that of
 * the environment and of the configuration `azuread:`.
 *
 * It is a provider instance of azuread, and it remembers its arguments, for the look-ups that the azuread provider has not.
 */
export class EntraDeployer extends azuread.Provider {
  /** The arguments as they would stand in a stack's configuration: `azuread:clientId` and so on. */
  readonly settings: Readonly<Record<string, string>>;
  /** The cloud that the tenant is in; empty where the environment says it. */
  readonly cloud: EntraCloud;

  constructor(name: string, args: EntraDeployerArgs, opts?: pulumi.ResourceOptions) {
    const secrets = secretArguments.flatMap((argument) => {
      const value = args[argument];
      return value === undefined ? [] : [[argument, pulumi.secret(value)] as const];
    });
    super(name, { ...args, ...Object.fromEntries(secrets) }, opts);
    this.settings = Object.fromEntries(
      Object.entries(args).flatMap(([argument, value]) =>
        value === undefined ? [] : [[`azuread:${argument}`, String(value)]],
      ),
    );
    const { environment, metadataHost } = args;
    this.cloud = {
      ...(environment === undefined ? {} : { environment }),
      ...(metadataHost === undefined ? {} : { metadataHost }),
    };
  }
}

/** One of Microsoft's clouds, named as for the azuread provider. */
export interface EntraCloud {
  /** Its name, such as `usgovernment`. Defaults to `ARM_ENVIRONMENT` and else to the public one. */
  readonly environment?: string;
  /** A host that describes it. Defaults to `ARM_METADATA_HOSTNAME` and else to none. */
  readonly metadataHost?: string;
}
