import { exchangeOnlineAppId } from "../../simulator/entra/state/microsoftApis.ts";
import { findDovecot } from "../../simulator/mail/index.ts";
import { startSimulators } from "../../simulator/start.ts";
import type { Simulators } from "../../simulator/start.ts";
import { Refusal } from "../../simulator/xcally/index.ts";
import { connectMailbox } from "../simulator/xcally/connectMailbox.ts";
import type { Beforehand, BrokenLink, Chain, Place } from "./brokenLink.ts";

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

/** How the chain is looked at. */
export interface FollowOptions {
  /** Application permissions of the deployer. Defaults to the least that the stack needs. */
  readonly deployerRoles?: readonly string[];
  /** Called when the link is broken and nothing has met that yet. */
  readonly beforehand?: (chain: Chain) => Promise<void>;
}

/** Connects a mailbox, breaks the link, and goes the whole way: a person signs in, mail is fetched, mail is sent. */
export async function follow(
  { of = "support", connect, signsIn, before, after, doctor }: BrokenLink,
  { deployerRoles, beforehand }: FollowOptions = {},
): Promise<Outcome> {
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  // A token comes from a sign-in.
  const looksAfterSignIn = after !== undefined || bringsToken(doctor);
  const simulators = await startSimulators(
    { entraMetadata: 0, entra: 0, xcally: 0 },
    {
      mail: findDovecot().found,
      now,
      ...(deployerRoles === undefined ? {} : { deployerRoles }),
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
      person,
      now,
      passDays: (days) => {
        offset += days * 86_400_000;
      },
    };
    await before?.(chain);
    if (!looksAfterSignIn) await beforehand?.(chain);
    const signedIn = await mailbox.signIn(signsIn);
    if (signedIn.heading !== "Signed in")
      return { at: `${signedIn.at}'s page`, text: signedIn.alert ?? signedIn.heading };
    await after?.(chain);
    if (looksAfterSignIn) await beforehand?.(chain);
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

/** Whether the doctor is given a token. */
export function bringsToken(doctor: Beforehand): boolean {
  return "saysWithToken" in doctor || ("cannotKnow" in doctor && doctor.evenWithToken === true);
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
