import { requestTokens } from "../../simulator/xcally/signIn/tokens.ts";
import { scopesFor } from "../../simulator/xcally/signIn/scopes.ts";
import { allRoles, linesOf } from "../commands/doctor/world.ts";
import { bringsToken } from "./chain.ts";
import type { BrokenLink, Chain } from "./brokenLink.ts";

/** Application permissions with which the doctor can look at everything that a row's configuration asks for. */
export const doctorRoles = [...allRoles, "AppRoleAssignment.ReadWrite.All"];

/** What the doctor finds wrong, without a token and with one. */
export interface Diagnosis {
  readonly withoutToken: readonly string[];
  /** Undefined where none is brought. */
  readonly withToken: readonly string[] | undefined;
}

/** Shows the doctor the chain as the stack would have made it. */
export async function doctorSays(chain: Chain, link: BrokenLink): Promise<Diagnosis> {
  return {
    withoutToken: await wrongIn(chain, link, undefined),
    withToken: bringsToken(link.doctor) ? await wrongIn(chain, link, await accessToken(chain)) : undefined,
  };
}

async function wrongIn(
  chain: Chain,
  { of = "support", config, mailboxConfig }: BrokenLink,
  token: string | undefined,
): Promise<readonly string[]> {
  const { entra, xcally, mail, mailbox, person } = chain;
  const lines = await linesOf({
    entra,
    support: of === "support" ? mailbox : undefined,
    info: of === "info" ? mailbox : undefined,
    environment: { ...chain.environment },
    config: {
      xcallyUrl: xcally.url,
      // What the stack was told, whatever XCALLY uses now.
      redirectUri: callbackOf(chain),
      mailboxes: [
        {
          key: of,
          address: mailbox.email,
          signInUser: person,
          ...(of === "info" ? { shared: true } : {}),
          ...mailboxConfig,
        },
      ],
      ...config,
    },
    isDeployed: true,
    mail: { imap: mail.imap, pop: mail.pop3, smtp: mail.smtp, ca: mail.certificatePem },
    mailToken: token === undefined ? undefined : { mailbox: of, token },
    now: chain.now(),
  });
  return lines
    .slice(0, -1)
    .filter((line) => /^(?:WARN|FAIL)/.test(line))
    .map((line) => named(line, chain));
}

/** Where XCALLY's stand-in takes people back, unless a row has changed that. */
const callbackOf = ({ xcally }: Chain) => `${xcally.url}/api/auth/azure/callback`;

/** A token of who has signed in, as this person could get it with the mailbox's application. */
async function accessToken({ entra, xcally, mailbox }: Chain): Promise<string> {
  const provider = xcally.state.cloudProviders.get(mailbox.cloudProviderId);
  const signIn = xcally.state.signIns.of(mailbox.cloudProviderId);
  if (!provider || !signIn) throw new Error("Nobody has signed in.");
  const scopes = scopesFor(provider, xcally.state, xcally.switches);
  const grant = { grant_type: "refresh_token", refresh_token: signIn.refreshToken } as const;
  return (await requestTokens(entra.url, provider, scopes, grant)).accessToken;
}

/** Names in the place of what differs from run to run. */
function named(line: string, { entra, xcally, mail, mailbox }: Chain): string {
  const names: Readonly<Record<string, string>> = {
    [xcally.url]: "https://motion.contoso.com",
    [entra.tenantId]: "TENANT-ID",
    [mailbox.clientId]: "CLIENT-ID",
    [mailbox.applicationId]: "OBJECT-ID",
    [mailbox.keyId]: "KEY-ID",
    [mailbox.secretEnds.slice(0, 10)]: "DAY",
    [`localhost:${mail.imap.port}`]: "outlook.office365.com:993",
    [`localhost:${mail.pop3.port}`]: "outlook.office365.com:995",
    [`localhost:${mail.smtp.port}`]: "smtp.office365.com:587",
  };
  return Object.entries(names).reduce((text, [value, name]) => text.replaceAll(value, name), line);
}
