import { exchangeOnlineAppId } from "../../../../simulator/entra/state/microsoftApis.ts";
import { findDovecot } from "../../../../simulator/mail/index.ts";
import type { MailServer } from "../../../../simulator/mail/index.ts";
import { startSimulators } from "../../../../simulator/start.ts";
import type { Simulators } from "../../../../simulator/start.ts";
import { Refusal } from "../../../../simulator/xcally/index.ts";
import { connectMailbox } from "../connectMailbox.ts";
import type { ConnectedMailbox, ConnectOptions } from "../connectMailbox.ts";

/** Where a broken chain shows it. */
export type Place =
  "Entra ID's page" | "XCALLY's page" | "the token endpoint" | "IMAP" | "POP3" | "SMTP" | "nowhere";

/** What a row breaks and puts its hands on. */
export interface Chain extends Simulators {
  readonly mail: MailServer;
  readonly mailbox: ConnectedMailbox;
  /** Moves the clock of Entra ID and XCALLY. */
  passDays(days: number): void;
}

/** A link of the chain that is broken, and where that shows. */
export interface BrokenLink {
  /** What is broken. */
  readonly link: string;
  /** Which mailbox; `info` is a shared one that agent has the rights on. Defaults to support. */
  readonly of?: "support" | "info";
  readonly connect?: ConnectOptions;
  /** Who signs in, by the name that is entered. Defaults to who should. */
  readonly signsIn?: string;
  /** Breaks the link before anybody signs in. */
  readonly before?: (chain: Chain) => unknown;
  /** Breaks it after the sign-in, when mail flows already. */
  readonly after?: (chain: Chain) => unknown;
  readonly at: Place;
  /** The code there, as the server writes it. */
  readonly code: string;
}

/** How far mail came: where it stopped, and the text there. */
export interface Outcome {
  readonly at: Place;
  readonly text: string;
}

const places = {
  token: "the token endpoint",
  imap: "IMAP",
  pop3: "POP3",
  smtp: "SMTP",
  xcally: "nowhere",
} as const;

/** Connects a mailbox, breaks the link, and goes the whole way: a person signs in, mail is fetched, mail is sent. */
export async function follow({
  of = "support",
  connect,
  signsIn,
  before,
  after,
}: BrokenLink): Promise<Outcome> {
  let offset = 0;
  const simulators = await startSimulators(
    { entraMetadata: 0, entra: 0, xcally: 0 },
    {
      mail: findDovecot().found,
      now: () => new Date(Date.now() + offset),
      // Of support the user principal name is another one than the address.
      users: [
        { userPrincipalName: "sam@contoso.com", mail: "support@contoso.com" },
        { userPrincipalName: "agent@contoso.com" },
      ],
    },
  );
  try {
    const { xcally, entra, mail } = simulators;
    if (!mail) throw new Error("The mail servers have not started.");
    // The stricter tenant, in which people may not consent.
    entra.switches.usersMayConsent = false;
    xcally.state.mailAccounts.update(1, { user: "sam@contoso.com" });
    const person = of === "support" ? "sam@contoso.com" : "agent@contoso.com";
    const email = `${of}@contoso.com`;
    const mailbox = await connectMailbox(simulators, email, { person, ...connect });
    const chain: Chain = {
      ...simulators,
      mail,
      mailbox,
      passDays: (days) => {
        offset += days * 86_400_000;
      },
    };
    await before?.(chain);
    const signedIn = await mailbox.signIn(signsIn);
    if (signedIn.heading !== "Signed in")
      return { at: `${signedIn.at}'s page`, text: signedIn.alert ?? signedIn.heading };
    await after?.(chain);
    const [account] = xcally.state.mailAccounts.list().filter((each) => each.cloudProviderId !== null);
    const address = account?.email ?? "";
    await xcally.mail.fetch(address);
    await xcally.mail.send(address, { to: "customer@example.com", subject: "Hello", text: "Hi." });
    return { at: "nowhere", text: `${mail.sent.length} sent` };
  } catch (error) {
    if (error instanceof Refusal) return { at: places[error.by], text: error.message };
    throw error;
  } finally {
    await simulators.close();
  }
}

/** Changes the Cloud Provider as a person does in XCALLY's pages. */
export function changeCloudProvider(
  { xcally, mailbox }: Chain,
  values: Parameters<Simulators["xcally"]["state"]["cloudProviders"]["update"]>[1],
): void {
  xcally.state.cloudProviders.update(mailbox.cloudProviderId, values);
}

/** Leaves this much of the consent on Exchange Online; undefined takes it back whole. */
export async function leaveConsent({ entra, mailbox }: Chain, scope: string | undefined): Promise<void> {
  const { grants, servicePrincipals } = entra.state;
  const exchange = servicePrincipals.find(({ appId }) => appId === exchangeOnlineAppId);
  const grant = grants.find(
    ({ clientId, resourceId }) => clientId === mailbox.principalId && resourceId === exchange?.id,
  );
  const path = `/oauth2PermissionGrants/${grant?.id ?? ""}`;
  const { status } = await (scope === undefined
    ? mailbox.graph.delete(path)
    : mailbox.graph.patch(path, { scope }));
  if (status !== 204) throw new Error(`The consent was not changed: status ${status}.`);
}
