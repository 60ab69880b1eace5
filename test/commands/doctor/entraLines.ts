import { findServicePrincipal } from "../../simulator/entra/graphClient.ts";
import { fail, skip, warn } from "./faultTable.ts";
import { allRoles, type World } from "./world.ts";

/** What lines of the doctor's are made of. */
export const ofSupport = "of mailbox support (support@contoso.com)";
export const runs = "Whoever runs the stack:";
export const administrator = "Entra ID administrator:";
export const upAgain = "Run pulumi refresh and pulumi up";

/** Lines about Entra ID. */
export const say = {
  fail: (text: string) => fail("Entra ID", text),
  warn: (text: string) => warn("Entra ID", text),
  skip: (text: string) => skip("Entra ID", text),
};

/** A world whose deployer lacks these application permissions. */
export const without = (...roles: readonly string[]) => ({
  entra: { deployerRoles: allRoles.filter((role) => !roles.includes(role)) },
});

/** A configuration of one mailbox. */
export const oneMailbox = [{ key: "support", address: "support@contoso.com" }];

export const redirectUriOf = ({ config }: World) => String(config["redirectUri"]);

/** The id of the consent that support's application has on an API. */
export async function grantOn({ entra, graph, support }: World, api: string): Promise<string> {
  const resource = await findServicePrincipal(graph, api);
  const grant = entra.state.grants.find(
    ({ clientId, resourceId }) => clientId === support.principalId && resourceId === resource,
  );
  return grant?.id ?? "";
}
