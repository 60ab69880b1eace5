import { z } from "zod";
import { defaultPassword } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { exchangeOnlineAppId, microsoftGraphAppId } from "../../../simulator/entra/state/microsoftApis.ts";
import { Browser } from "../../../simulator/person/browser.ts";
import type { Page, Person, Return } from "../../../simulator/person/browser.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  requestToken,
  signIn,
} from "./graphClient.ts";
import type { Answer, GraphClient } from "./graphClient.ts";

/** Where the mail client takes people back. */
export const redirectUri = "https://xcally.example.com/oauth/callback";

/** The permissions of a mailbox with IMAP and SMTP, on Exchange Online. */
export const mailPermissions = [
  "https://outlook.office.com/IMAP.AccessAsUser.All",
  "https://outlook.office.com/SMTP.Send",
];

/** What the mail client asks for. */
export const mailScope = ["openid", "profile", "email", "offline_access", ...mailPermissions].join(" ");

/** Form fields or query parameters; `undefined` leaves one out that the mail client would send. */
export type Parameters = Readonly<Record<string, string | undefined>>;

const tokensSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  id_token: z.string(),
  scope: z.string(),
});

/** The tokens of a sign-in. */
export type Tokens = z.infer<typeof tokensSchema>;

/** An application for a mailbox, as the stack registers it, and what its client does with it. */
export interface MailClient {
  readonly applicationId: string;
  readonly appId: string;
  readonly principalId: string;
  readonly secret: string;
  readonly graph: GraphClient;
  /** The address to send a browser to. */
  authorizeUrl(parameters?: Parameters, tenant?: string): string;
  /** Sends a person with a fresh browser through the pages. */
  visit(person?: Person, parameters?: Parameters): Promise<Page | Return>;
  /** Signs a person in and returns the code. */
  code(person?: Person, parameters?: Parameters): Promise<string>;
  /** Asks the token endpoint as the client. */
  token(form: Parameters, tenant?: string): Promise<Answer>;
  /** Redeems a code. */
  redeem(code: string, form?: Parameters): Promise<Answer>;
  /** Redeems a refresh token for the mail permissions. */
  refresh(refreshToken: string, form?: Parameters): Promise<Answer>;
  /** Signs a person in and redeems the code. */
  tokens(person?: Person): Promise<Tokens>;
}

/** Where an administrator has consented to the mail permissions for everyone. */
export interface Consented {
  readonly on?: readonly ("exchange" | "graph")[];
}

/** The person who signs in unless another is named. */
export const support: Person = { loginfmt: "support@contoso.com", passwd: defaultPassword };

/** Registers an application for a mailbox. */
export async function createMailClient(
  simulator: EntraSimulator,
  { on = ["exchange", "graph"] }: Consented = {},
  settings: Readonly<Record<string, unknown>> = {},
): Promise<MailClient> {
  const graph = await signIn(simulator);
  const application = await createApplication(graph, { web: { redirectUris: [redirectUri] }, ...settings });
  const principalId = await createServicePrincipal(graph, application.appId);
  const { secretText: secret } = await addPassword(graph, application.id, {
    endDateTime: "2027-07-01T00:00:00Z",
  });
  for (const api of on) {
    const appId = api === "exchange" ? exchangeOnlineAppId : microsoftGraphAppId;
    const resourceId = await findServicePrincipal(graph, appId);
    await consentForAll(graph, principalId, resourceId);
  }

  const authorizeUrl: MailClient["authorizeUrl"] = (parameters = {}, tenant = simulator.tenantId) => {
    const query = definedOf({
      client_id: application.appId,
      response_type: "code",
      redirect_uri: redirectUri,
      scope: mailScope,
      state: "the state",
      ...parameters,
    });
    return `${simulator.url}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(query).toString()}`;
  };
  const visit: MailClient["visit"] = (person = support, parameters = {}) =>
    new Browser(simulator.url).pass(authorizeUrl(parameters), person);
  const code: MailClient["code"] = async (person, parameters) => {
    const place = await visit(person, parameters);
    if (place.kind === "page") throw new Error(`The sign-in stopped: ${place.alert ?? place.heading}`);
    return z.object({ code: z.string() }).parse(place.parameters).code;
  };
  const token: MailClient["token"] = (form, tenant) =>
    requestToken(
      simulator,
      { client_id: application.appId, client_secret: secret, scope: undefined, ...form },
      tenant,
    );
  const redeem: MailClient["redeem"] = (value, form = {}) =>
    token({
      grant_type: "authorization_code",
      code: value,
      redirect_uri: redirectUri,
      scope: mailScope,
      ...form,
    });

  return {
    applicationId: application.id,
    appId: application.appId,
    principalId,
    secret,
    graph,
    authorizeUrl,
    visit,
    code,
    token,
    redeem,
    refresh: (refreshToken, form = {}) =>
      token({
        grant_type: "refresh_token",
        refresh_token: refreshToken,
        scope: mailPermissions.join(" "),
        ...form,
      }),
    tokens: async (person) => tokensSchema.parse((await redeem(await code(person))).body),
  };
}

/** Consents to the mail permissions on an API for everyone. */
export async function consentForAll(graph: GraphClient, clientId: string, resourceId: string): Promise<void> {
  const scope = "IMAP.AccessAsUser.All SMTP.Send offline_access";
  await graph.post("/oauth2PermissionGrants", { clientId, resourceId, consentType: "AllPrincipals", scope });
}

function definedOf(parameters: Parameters): [string, string][] {
  return Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
}
