import type { XcallySimulator } from "../../../simulator/xcally/index.ts";

/** The mailbox as messages name it. */
export const mailbox = "support (support@contoso.com)";

/** Inputs of a Cloud Provider on the stand-in. */
export const cloudProviderInputs = (xcally: XcallySimulator) => ({
  server: xcally.url,
  mailbox,
  name: "Support",
  marker: "0123456789abcdef",
  clientId: "11111111-1111-4111-8111-111111111111",
  clientSecret: "s3cret~value",
  tenantId: "22222222-2222-4222-8222-222222222222",
  redirectUri: "https://motion.contoso.com/api/auth/azure/callback",
  secretKeyId: "33333333-3333-4333-8333-333333333333",
  secretExpires: "2027-04-22T00:00:00Z",
});

/** Inputs of a mail account on the stand-in. */
export const accountInputs = (
  xcally: XcallySimulator,
  account: object = { by: "address", address: "support@contoso.com" },
) => ({ server: xcally.url, mailbox, account });

/** Inputs of an association on the stand-in. */
export const linkInputs = (xcally: XcallySimulator, accountId: number, cloudProviderId: string) => ({
  server: xcally.url,
  mailbox,
  accountId: String(accountId),
  accountAddress: xcally.state.mailAccounts.get(accountId)?.email ?? "",
  cloudProviderId,
});

/** Adds a Cloud Provider that somebody made by hand, and gives its id. */
export const addByHand = (xcally: XcallySimulator, name: string) => {
  const credentials = { clientId: "a", clientSecret: "b", tenantId: "c", redirectUri: null };
  return xcally.state.cloudProviders.create({
    ...credentials,
    name,
    service: "Microsoft Azure",
    type: "Outlook365",
  }).id;
};
