import * as pulumi from "@pulumi/pulumi";
import { providerLine } from "./providerLine.ts";
import type { XcallyServer } from "./xcallyServer.ts";

/** Arguments of {@link CloudProvider}. */
export interface CloudProviderArgs {
  /** The mailbox as messages name it, such as `support (support@contoso.com)`. */
  readonly mailbox: string;
  /** The name shown in XCALLY; the ownership marker is appended to it. */
  readonly name: string;
  /** The ownership marker: a random hexadecimal word of at least 8 characters that is in state before XCALLY is called. */
  readonly marker: pulumi.Input<string>;
  /** Client id of the Entra ID application. */
  readonly clientId: pulumi.Input<string>;
  /** Client secret of the application; kept as a secret. Defaults to none: XCALLY keeps the one that it has. */
  readonly clientSecret?: pulumi.Input<string>;
  /** The tenant that the mailboxes live in. */
  readonly tenantId: pulumi.Input<string>;
  /** Where Entra ID sends a person back to after signing in. */
  readonly redirectUri: pulumi.Input<string>;
  /** Id by which Entra ID lists the secret: what messages call it. Defaults to none. */
  readonly secretKeyId?: pulumi.Input<string>;
  /** When the secret ends. Defaults to none. */
  readonly secretExpires?: pulumi.Input<string>;
  /** Id of a Cloud Provider that people have made, to be taken over instead of making one. Defaults to none. */
  readonly adopt?: {
    /** Its id in XCALLY. */
    readonly id: string;
    /** Whether its application is adopted too, so that the Cloud Provider must be signing in as that one already. */
    readonly withApplication: boolean;
  };
}

/** A Cloud Provider in XCALLY: service Microsoft Azure, type Outlook365. */
export class CloudProvider extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly marker: pulumi.Output<string>;
  declare readonly clientId: pulumi.Output<string>;
  declare readonly tenantId: pulumi.Output<string>;
  declare readonly redirectUri: pulumi.Output<string>;
  declare readonly secretKeyId: pulumi.Output<string | undefined>;
  declare readonly secretExpires: pulumi.Output<string | undefined>;
  /** Whether a person has signed in for it, when XCALLY was last asked; undefined where the server does not tell. */
  declare readonly signedIn: pulumi.Output<boolean | undefined>;

  constructor(
    name: string,
    server: XcallyServer,
    args: CloudProviderArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(
      "pulumi-nodejs:dynamic/xcally:CloudProvider",
      name,
      {
        __provider: providerLine("cloudProvider"),
        server: server.url,
        contract: server.cloudProviderContract,
        ...args,
        // An output that is not an input is declared, so that it is unknown in a preview instead of missing.
        signedIn: undefined,
        ...(args.clientSecret === undefined ? {} : { clientSecret: pulumi.secret(args.clientSecret) }),
      },
      pulumi.mergeOptions(opts, { provider: server, additionalSecretOutputs: ["clientSecret"] }),
    );
  }
}
