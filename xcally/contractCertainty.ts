/**
 * How well an entry is known.
 * - `documented`: the vendor's or a partner's documentation says so.
 * - `seen`: public code that talks to XCALLY does it this way.
 * - `inferred`: concluded from XCALLY's conventions; check it on your server.
 */
export type Certainty = "documented" | "seen" | "inferred";

const documented = (why: string) => ({ certainty: "documented", why }) as const;
const seen = (why: string) => ({ certainty: "seen", why }) as const;
const inferred = (why: string) => ({ certainty: "inferred", why }) as const;

const formField = "The vendor's how-to fills it in in a form; the API's name of the field is inferred.";
const formChoice =
  "The vendor's how-to names this choice of the form; that the API takes the same text is inferred.";

/** How well each entry of `defaultContract` (contract.ts) is known, by its dotted path, and why. */
export const contractCertainty: Readonly<
  Record<string, { readonly certainty: Certainty; readonly why: string }>
> = {
  basePath: documented("Every documented route starts with it."),
  "routes.cloudProviders": inferred("Collections are named in camelCase and the plural."),
  "routes.mailAccounts": inferred("Channels group their collections, as in /voice/queues."),
  "routes.login": seen("Public integrations log in here with name and password."),
  "apiKey.in": seen("Public integrations send it in the query for GET, POST and PUT."),
  "apiKey.name": seen("Public integrations spell it in lower case."),
  "cloudProvider.fields.name": inferred("Every collection seen has a field of this name."),
  "cloudProvider.fields.service": inferred(formField),
  "cloudProvider.fields.type": inferred(formField),
  "cloudProvider.fields.clientId": inferred(formField),
  "cloudProvider.fields.clientSecret": inferred(formField),
  "cloudProvider.fields.tenantId": inferred(formField),
  "cloudProvider.fields.redirectUri": inferred("The how-to enters it in Entra ID only."),
  "cloudProvider.fields.signedIn": inferred("No public page names such a field, so none is read."),
  "cloudProvider.service": inferred(formChoice),
  "cloudProvider.type": inferred(formChoice),
  "cloudProvider.marker.field": inferred("The name is the one field that must exist."),
  "cloudProvider.marker.template": inferred("A free choice; a name's maximum length is unknown."),
  "mailAccount.fields.id": seen("Public integrations sort and address by it."),
  "mailAccount.fields.name": inferred(formField),
  "mailAccount.fields.email": inferred(formField),
  "mailAccount.fields.cloudProviderId": inferred(
    "References are named in PascalCase with Id, as in ListId and VoiceQueueId.",
  ),
  "mailAccount.fields.service": inferred(formField),
  callbackPath: inferred("By the pattern of the documented /api/auth/google/callback of the same server."),
  signInPage: inferred(
    "No public page shows the address of a Cloud Provider's page; the first page leads there.",
  ),
};
