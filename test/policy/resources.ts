import { graphPermissionIds, resources as apis, type PermissionName } from "../../entra/permissions.ts";
import { types, type PlainResource } from "../../policy/rule.ts";

const modern = "xcally:index:ModernAuthentication";
const mailbox = `${modern}$xcally:index:MailboxAuthentication`;

/** A resource of a mailbox as the stack declares it, with some properties changed. */
export function resource(
  type: keyof typeof types,
  name: string,
  props: Readonly<Record<string, unknown>> = {},
): PlainResource {
  return {
    urn: `urn:pulumi:test::xcally-mail-authentication::${mailbox}$${types[type]}::${name}`,
    type: types[type],
    name,
    props: { ...defaults[type]?.(name), ...props },
  };
}

/** The same as one of the registration that all mailboxes share. */
export function shared(one: PlainResource): PlainResource {
  return { ...one, urn: one.urn.replace(mailbox, modern) };
}

/** Permissions on Microsoft Graph as an application declares them. */
export function onGraph(...names: readonly PermissionName[]): readonly unknown[] {
  return [
    {
      resourceAppId: apis.microsoftGraph.appId,
      resourceAccesses: names.map((name) => ({ id: graphPermissionIds[name], type: "Scope" })),
    },
  ];
}

const callback = "https://motion.contoso.com/api/auth/azure/callback";
const defaults: Readonly<
  Partial<Record<keyof typeof types, (name: string) => Readonly<Record<string, unknown>>>>
> = {
  application: () => ({
    signInAudience: "AzureADMyOrg",
    owners: ["11111111-1111-4111-8111-111111111111"],
    web: { redirectUris: [callback] },
    requiredResourceAccesses: onGraph(
      "IMAP.AccessAsUser.All",
      "SMTP.Send",
      "offline_access",
      "openid",
      "email",
    ),
  }),
  servicePrincipal: () => ({ owners: ["11111111-1111-4111-8111-111111111111"] }),
  secret: () => ({ endDate: "2027-05-01T00:00:00Z" }),
  consent: () => ({ claimValues: ["IMAP.AccessAsUser.All", "SMTP.Send"] }),
  cloudProvider: (name) => ({
    mailbox: `${name} (${name}@contoso.com)`,
    server: "https://motion.contoso.com",
    clientId: `client-of-${name}`,
    redirectUri: callback,
  }),
  mailAccount: (name) => ({ mailbox: `support (${name})`, account: { by: "address", address: name } }),
};
