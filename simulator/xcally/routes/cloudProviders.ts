import { toAnswer } from "../answers.ts";
import { cloudProviderDefaults } from "../entities.ts";
import type { CloudProvider } from "../entities.ts";
import { cloudProviderFields, mailAccountFields } from "../fields.ts";
import type { Resource } from "../resource.ts";
import type { XcallyServer } from "../server.ts";
import { defaultRoutes } from "../switches.ts";

/** Cloud Providers; `includeAll=true` adds the mail accounts that sign in with each. */
export function cloudProviders({ state, switches }: XcallyServer): Resource<CloudProvider> {
  return {
    model: "CloudProvider",
    path: switches.routes.cloudProviders ?? defaultRoutes.cloudProviders,
    table: state.cloudProviders,
    fields: cloudProviderFields(switches),
    defaults: cloudProviderDefaults,
    computed: ({ id }) =>
      switches.signedInField === undefined
        ? {}
        : { [switches.signedInField]: state.signIns.of(id) !== undefined },
    include: ({ id }) => ({
      MailAccounts: state.mailAccounts
        .list()
        .filter((account) => account.cloudProviderId === id)
        .map((account) => toAnswer(account, mailAccountFields(switches), switches)),
    }),
  };
}
