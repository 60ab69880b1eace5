import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSettings } from "../config/connection.ts";
import type { AuthenticationKind } from "../config/options.ts";
import type { SecretProofSettings } from "../config/secretProof.ts";
import type { ContractOverrides } from "../xcally/contract.ts";
import type { EntraCloud } from "./entraDeployer.ts";

/** Arguments of {@link XcallyServer}. */
export interface XcallyServerArgs {
  /** The server's address, such as `https://motion.contoso.com`, without a slash at its end. */
  readonly url: string;
  /** The address this same server had before it moved. Defaults to none. */
  readonly previousUrl?: string;
  /** How to sign in to its API. */
  readonly authentication: AuthenticationKind;
  /**
   * What the environment variables with its credentials begin with, for programs with several servers: `XCALLY_ROME` stands for
   * XCALLY_ROME_API_KEY, XCALLY_ROME_USER and XCALLY_ROME_PASSWORD. Defaults to `XCALLY`.
   */
  readonly variablePrefix?: string;
  /** The API key; defaults to XCALLY_API_KEY in the environment of the engine, which wins in any case. */
  readonly apiKey?: pulumi.Input<string>;
  /** The user of `basic` and `login`; defaults to XCALLY_USER, which wins in any case. */
  readonly user?: string;
  /** The password of `basic` and `login`; defaults to XCALLY_PASSWORD, which wins in any case. */
  readonly password?: pulumi.Input<string>;
  /** Path of a PEM file with certificates to trust besides the system's, relative to the program. Defaults to none. */
  readonly caFile?: string;
  /** Where the server differs from the contract; see `xcally/contract.ts`. Defaults to nowhere. */
  readonly contract?: ContractOverrides;
  /** Time, limits, repeats and trust; see `config/connection.ts`. Defaults to the client's own defaults. */
  readonly connection?: ConnectionSettings;
  /** The proof of a secret before this server gets it; see `config/secretProof.ts`. Defaults to the proof's own defaults. */
  readonly proof?: SecretProofSettings;
  /** The cloud of the tenants whose secrets are proved. Defaults to the one that the environment names (`ARM_ENVIRONMENT`). */
  readonly cloud?: EntraCloud;
}

/**
 * One XCALLY server: the provider instance that its Cloud Providers and associations are made with.
 *
 * Its arguments stay out of every resource's inputs, a rotated API key is one update and changes no resource, and several
 * servers fit in one program. Its type is Pulumi's own provider of dynamic resources.
 */
export class XcallyServer extends pulumi.ProviderResource {
  /** The server's address. */
  readonly url: string;
  /** The contract's overrides for Cloud Providers as JSON; undefined where there are none. */
  readonly cloudProviderContract: string | undefined;

  constructor(name: string, args: XcallyServerArgs, opts?: pulumi.ResourceOptions) {
    super(
      "pulumi-nodejs",
      name,
      {
        "xcally:url": args.url,
        "xcally:previousUrl": args.previousUrl,
        "xcally:authentication": args.authentication,
        "xcally:variablePrefix": args.variablePrefix,
        "xcally:apiKey": secretIfAny(args.apiKey),
        "xcally:user": args.user,
        "xcally:password": secretIfAny(args.password),
        "xcally:caFile": args.caFile,
        "xcally:contract": jsonIfAny(args.contract),
        "xcally:connection": jsonIfAny(args.connection),
        "xcally:proof": jsonIfAny(args.proof),
        "xcally:cloud": jsonIfAny(args.cloud),
      },
      opts,
    );
    this.url = args.url;
    this.cloudProviderContract = jsonIfAny(args.contract?.cloudProvider);
  }
}

function secretIfAny(value: pulumi.Input<string> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.secret(value);
}

/** Pulumi takes texts only as arguments of a provider instance. */
function jsonIfAny(value: object | undefined): string | undefined {
  return value === undefined || Object.keys(value).length === 0 ? undefined : JSON.stringify(value);
}
