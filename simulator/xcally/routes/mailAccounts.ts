import { toAnswer } from "../answers.ts";
import { mailAccountDefaults } from "../entities.ts";
import type { MailAccount } from "../entities.ts";
import { cloudProviderFields, mailAccountFields } from "../fields.ts";
import type { Resource } from "../resource.ts";
import type { XcallyServer } from "../server.ts";
import { defaultRoutes } from "../switches.ts";

/** Mail accounts; `includeAll=true` adds the Cloud Provider that each signs in with. */
export function mailAccounts({ state, switches }: XcallyServer): Resource<MailAccount> {
  return {
    model: "MailAccount",
    path: switches.routes.mailAccounts ?? defaultRoutes.mailAccounts,
    table: state.mailAccounts,
    fields: mailAccountFields(switches),
    defaults: mailAccountDefaults,
    include: ({ cloudProviderId }) => {
      const provider = cloudProviderId === null ? undefined : state.cloudProviders.get(cloudProviderId);
      return {
        CloudProvider: provider ? toAnswer(provider, cloudProviderFields(switches), switches) : null,
      };
    },
  };
}
