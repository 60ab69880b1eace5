import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import type { ConsentMode, SignInAudience } from "../config/options.ts";
import type { PermissionName } from "../entra/permissions.ts";
import {
  createApplicationSecrets,
  type ApplicationSecrets,
  type ApplicationSecretsArgs,
} from "./applicationSecrets.ts";
import { assignUsers, type Assignee } from "./assignments.ts";
import { applicationTag, markerTag, type ExistingRegistration } from "./existingRegistration.ts";
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
  /** The only users who may sign in to it; undefined lets in every user of the audience. */
  readonly assignees: readonly Assignee[] | undefined;
  readonly secrets: Omit<ApplicationSecretsArgs, "applicationId" | "marker">;
  /** The registration's marker: the application carries it as a tag, by which one made by a run that was cut off is found again. */
  readonly marker: pulumi.Input<string>;
  /** What Entra ID has of it already. */
  readonly existing: ExistingRegistration;
  /** Whether people have made the application: then it stays as they made it, and only secrets and missing consents are added. */
  readonly isAdopted: boolean;
  /** Whether everything stays in Entra ID when it is removed from the stack. */
  readonly retain: boolean;
  /** Whether a run that would delete or replace the application is refused: with another client id every sign-in is lost. */
  readonly protect: boolean;
  /** What the calendar of its secrets follows from: kept in state, so that a renamed mailbox keeps it. */
  readonly calendarKey: string;
}

/** What the stack sets of an application. */
const managed = ["displayName", "signInAudience", "web", "requiredResourceAccesses", "api", "tags"];

/** What the azuread provider would set of a service principal that it takes over by `useExisting`. */
const managedOfServicePrincipal = [
  "useExisting",
  "accountEnabled",
  "appRoleAssignmentRequired",
  "featureTags",
  "tags",
];

/**
 * An application in Entra ID that may open mailboxes for the people who sign in to it: the registration, its service
 * principal, a client secret and the consent to its delegated permissions.
 */
export class MailApplication extends pulumi.ComponentResource {
  readonly clientId: pulumi.Output<string>;
  readonly applicationObjectId: pulumi.Output<string>;
  readonly servicePrincipalObjectId: pulumi.Output<string>;
  readonly secrets: ApplicationSecrets;

  constructor(name: string, args: MailApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { deployer } = args.tenant;
    // The tenant says who works in it: an application must not come to be in another one by oversight.
    const asDeployer = deployer === undefined ? {} : { providers: [deployer] };
    super("xcally:index:MailApplication", name, {}, pulumi.mergeOptions(opts, asDeployer));
    const { tenant, existing, isAdopted, assignees, retain: retainOnDelete } = args;
    const found = existing.applicationObjectId;
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
        tags: [applicationTag, pulumi.output(args.marker).apply(markerTag)],
      },
      {
        parent: this,
        retainOnDelete,
        protect: args.protect,
        // One that is taken over is taken as it is; what a cut-off run left unfinished is set by the run after this one.
        ignoreChanges: ["owners", ...(isAdopted || found !== undefined ? managed : [])],
        ...(found === undefined ? {} : { import: `/applications/${found}` }),
      },
    );
    // Entra ID deletes these together with the application, so a destroy waits for one deletion: each costs the azuread
    // provider 20 seconds, and it fails on a consent that a killed run has deleted already. Should the application stay
    // after all, a later run takes the service principal and the consent over again and makes new secrets.
    const goesWithApplication: pulumi.CustomResourceOptions = {
      parent: this,
      deletedWith: application,
      retainOnDelete,
    };

    // Whoever may sign in is assigned before nobody else may: a run that fails or is cut off in between locks nobody out.
    const known = existing.knownServicePrincipalObjectId;
    const assign = (servicePrincipalObjectId: pulumi.Input<string>) =>
      assignUsers(
        name,
        { servicePrincipalObjectId, assignees: assignees ?? [], existing: existing.assignments },
        goesWithApplication,
      );
    const assigned = known === undefined ? [] : assign(known);
    const servicePrincipal = new azuread.ServicePrincipal(
      name,
      // One that exists already, made by a run that was cut off, is taken over: it belongs to the application.
      {
        clientId: application.clientId,
        owners,
        useExisting: true,
        ...(assignees === undefined ? {} : { appRoleAssignmentRequired: true }),
      },
      {
        ...goesWithApplication,
        dependsOn: [...assigned],
        ignoreChanges: ["owners", ...(isAdopted ? managedOfServicePrincipal : [])],
        ...(existing.servicePrincipalObjectId === undefined
          ? {}
          : { import: `/servicePrincipals/${existing.servicePrincipalObjectId}` }),
      },
    );
    this.secrets = createApplicationSecrets(
      name,
      { ...args.secrets, applicationId: application.id, marker: args.marker },
      goesWithApplication,
    );
    if (args.consent === "tenant") {
      const servicePrincipalObjectId = servicePrincipal.objectId;
      grantConsent(
        name,
        {
          tenant,
          servicePrincipalObjectId,
          permissions: args.permissions,
          existing: existing.consents,
          keepsClaimValues: isAdopted,
        },
        goesWithApplication,
      );
    }

    // Of a new application nobody has a sign-in yet, so there the order does not matter.
    if (known === undefined) assign(servicePrincipal.objectId);

    this.clientId = application.clientId;
    this.applicationObjectId = application.objectId;
    this.servicePrincipalObjectId = servicePrincipal.objectId;
    // What later runs look for in the state.
    this.registerOutputs({ calendarKey: args.calendarKey, protect: args.protect });
  }
}
