import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import type { ConsentMode, SignInAudience } from "../config/options.ts";
import type { PermissionName } from "../entra/permissions.ts";
import {
  createApplicationSecrets,
  type ApplicationSecret,
  type ApplicationSecretsArgs,
} from "./applicationSecrets.ts";
import { grantConsent, requiredAccess } from "./permissions.ts";
import type { Tenant } from "./tenant.ts";

/** Arguments of {@link MailApplication}. */
export interface MailApplicationArgs {
  readonly tenant: Tenant;
  /** Name shown to people who sign in. */
  readonly displayName: string;
  /** Where Entra ID may send a person back to; must match XCALLY's callback to the letter. */
  readonly redirectUri: string;
  /** Who may sign in. */
  readonly signInAudience: SignInAudience;
  /** Delegated permissions, by name. */
  readonly permissions: readonly PermissionName[];
  /** Who consents: the stack for the whole tenant, or a person at sign-in. */
  readonly consent: ConsentMode;
  readonly secrets: Omit<ApplicationSecretsArgs, "applicationId">;
}

/**
 * An application in Entra ID that may open mailboxes for the people who sign in to it: the registration, its service
 * principal, a client secret and the consent to its delegated permissions.
 */
export class MailApplication extends pulumi.ComponentResource {
  readonly clientId: pulumi.Output<string>;
  readonly applicationObjectId: pulumi.Output<string>;
  readonly servicePrincipalObjectId: pulumi.Output<string>;
  /** The client secret in use. */
  readonly secret: ApplicationSecret;

  constructor(name: string, args: MailApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("xcally:index:MailApplication", name, {}, opts);
    const { tenant } = args;
    // Whoever creates it becomes its owner and stays it: a run of another identity changes no owners, which would lock the
    // first one out.
    const owners = [tenant.deployerObjectId];

    const application = new azuread.Application(
      name,
      {
        displayName: args.displayName,
        signInAudience: args.signInAudience,
        owners,
        web: { redirectUris: [args.redirectUri] },
        requiredResourceAccesses: requiredAccess(args.permissions, tenant),
        // Graph demands version 2 for personal accounts (supported-accounts-validation); the others keep the default.
        ...(args.signInAudience === "AzureADandPersonalMicrosoftAccount"
          ? { api: { requestedAccessTokenVersion: 2 } }
          : {}),
      },
      { parent: this, ignoreChanges: ["owners"] },
    );
    // Entra ID deletes these together with the application, so a destroy waits for one deletion: each costs the azuread
    // provider 20 seconds. Should the application stay after all, a later run takes the service principal over again and
    // makes new secrets; a consent it could not make twice, so that one is deleted for itself.
    const goesWithApplication: pulumi.CustomResourceOptions = { parent: this, deletedWith: application };

    const servicePrincipal = new azuread.ServicePrincipal(
      name,
      // One that exists already is ours, made by a run that was cut off: the application is.
      { clientId: application.clientId, owners, useExisting: true },
      { ...goesWithApplication, ignoreChanges: ["owners"] },
    );
    this.secret = createApplicationSecrets(
      name,
      { ...args.secrets, applicationId: application.id },
      goesWithApplication,
    );
    if (args.consent === "tenant") {
      const servicePrincipalObjectId = servicePrincipal.objectId;
      grantConsent(
        name,
        { tenant, servicePrincipalObjectId, permissions: args.permissions },
        { parent: this },
      );
    }

    this.clientId = application.clientId;
    this.applicationObjectId = application.objectId;
    this.servicePrincipalObjectId = servicePrincipal.objectId;
    this.registerOutputs({
      clientId: this.clientId,
      applicationObjectId: this.applicationObjectId,
      servicePrincipalObjectId: this.servicePrincipalObjectId,
    });
  }
}
