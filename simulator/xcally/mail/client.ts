import type { MailAccount } from "../entities.ts";
import type { Office365 } from "../office365.ts";
import { Refusal } from "../refusal.ts";
import { protocolsOf, scopesFor } from "../signIn/scopes.ts";
import { requestTokens } from "../signIn/tokens.ts";
import type { State } from "../state.ts";
import type { Switches } from "../switches.ts";
import { fetchByImap } from "./imap.ts";
import { readMail } from "./message.ts";
import type { FetchedMail, OutgoingMail } from "./message.ts";
import { fetchByPop3 } from "./pop3.ts";
import { sendBySmtp } from "./smtp.ts";

/**
 * What XCALLY does with a mail account that signs in with a Cloud Provider. Each call gets a new access token with the Cloud Provider's
 * current secret and the refresh token of its sign-in; the real one may keep access tokens for an hour.
 *
 * To read, `user=` is the account's address, also of a shared mailbox. To send, it is the account's user, which for a shared mailbox is
 * the person who signed in; without one, the address. How the real XCALLY chooses is not documented.
 */
export interface MailClient {
  /**
   * Fetches what is new in an account, by IMAP, or by POP where it uses that.
   *
   * @param email the account's address.
   * @throws Refusal with the text of who refused; Error where there is no such account or no mail server.
   */
  fetch(email: string): Promise<readonly FetchedMail[]>;
  /**
   * Sends a mail from an account.
   *
   * @param email the account's address.
   * @throws as {@link MailClient.fetch} does.
   */
  send(email: string, mail: OutgoingMail): Promise<void>;
}

/** What {@link createMailClient} works on; all of it is read anew each time. */
export interface MailClientOptions {
  readonly state: () => State;
  readonly switches: Switches;
  readonly office365: () => Office365 | undefined;
}

/** Makes XCALLY a mail client. */
export function createMailClient({ state, switches, office365 }: MailClientOptions): MailClient {
  const open = async (email: string) => {
    const { loginUrl, mail } = office365() ?? {};
    if (loginUrl === undefined || !mail) throw new Error("This stand-in was started without mail servers.");
    const account = accountOf(state(), email);
    return { servers: mail, account, accessToken: await refresh(state(), switches, loginUrl, account) };
  };
  return {
    async fetch(email) {
      const { servers, account, accessToken } = await open(email);
      const signIn = { user: account.email, accessToken };
      const raw = protocolsOf(switches, account).includes("pop")
        ? await fetchByPop3(servers, signIn)
        : await fetchByImap(servers, signIn, account.markAsUnread);
      return raw.map(readMail);
    },
    async send(email, mail) {
      const { servers, account, accessToken } = await open(email);
      await sendBySmtp(servers, { user: account.user ?? account.email, accessToken }, account.email, mail);
    },
  };
}

function accountOf({ mailAccounts }: State, email: string): MailAccount {
  const account = mailAccounts.list().find((each) => each.email === email);
  if (account) return account;
  throw new Error(`XCALLY has no mail account ${email}.`);
}

/** A new access token; the refresh token that comes with it takes the place of the old one. */
async function refresh(
  state: State,
  switches: Switches,
  loginUrl: string,
  { email, cloudProviderId }: MailAccount,
): Promise<string> {
  const provider = state.cloudProviders.get(cloudProviderId ?? 0);
  if (!provider) throw new Refusal("xcally", `The mail account ${email} has no Cloud Provider.`);
  const signIn = state.signIns.of(provider.id);
  if (!signIn) throw new Refusal("xcally", `Nobody has signed in for the Cloud Provider ${provider.name}.`);
  const { accessToken, refreshToken } = await requestTokens(
    loginUrl,
    provider,
    scopesFor(provider, state, switches),
    { grant_type: "refresh_token", refresh_token: signIn.refreshToken },
  );
  // Not over a sign-in that has taken the place of this one meanwhile.
  if (refreshToken !== undefined && state.signIns.of(provider.id) === signIn)
    state.signIns.keep(provider.id, { ...signIn, refreshToken });
  return accessToken;
}
