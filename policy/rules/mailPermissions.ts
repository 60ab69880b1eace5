import { z } from "zod";
import {
  graphPermissionIds,
  mailPermissions as permissionsOf,
  permissionNames,
  protocols,
  resources as apis,
} from "../../entra/permissions.ts";
import { mailboxName } from "../mailboxName.ts";
import { ofType, type PlainResource, type Rule, type Violation } from "../rule.ts";
import { listAt, textAt, textsAt } from "../values.ts";

const options = z.object({
  additional: z
    .array(z.enum(permissionNames))
    .default([])
    .describe(
      "Delegated permissions that are allowed beside those of the mail protocols, such as User.Read.",
    ),
});
type Options = z.output<typeof options>;

/** Applications may open mailboxes for who signs in, and nothing else. */
export const mailPermissions: Rule<Options> = {
  name: "mail-permissions",
  description: "Applications ask for delegated mail permissions only.",
  scope: "resource",
  options,
  check: (resources, { additional }) => {
    const allowed: readonly string[] = [...permissionsOf(protocols), ...additional];
    return [
      ...ofType(resources, "application").flatMap((application) => declared(application, allowed)),
      ...ofType(resources, "consent").flatMap((consent) =>
        violations(
          consent,
          textsAt(consent.props, "claimValues").filter((name) => !allowed.includes(name)),
          "consents to",
        ),
      ),
      ...ofType(resources, "roleAssignment")
        .filter(grantsRole)
        .flatMap((assignment) =>
          violations(
            assignment,
            [`the application permission ${textAt(assignment.props, "appRoleId") ?? ""}`],
            "grants",
          ),
        ),
    ];
  },
};

/** Whether an assignment gives more than the right to sign in (Graph's resource type appRoleAssignment). */
function grantsRole({ props }: PlainResource): boolean {
  const role = textAt(props, "appRoleId");
  return role !== undefined && role !== "00000000-0000-0000-0000-000000000000";
}

/** Permissions on Exchange Online have other ids in each tenant, so of those only the kind is judged here, and the names by their consent. */
function declared(application: PlainResource, allowed: readonly string[]): readonly Violation[] {
  const wrong = listAt(application.props, "requiredResourceAccesses").flatMap((api) => {
    const appId = textAt(api, "resourceAppId");
    return listAt(api, "resourceAccesses").flatMap((access) => {
      const id = textAt(access, "id");
      if (id === undefined || appId === undefined) return [];
      if (textAt(access, "type") === "Role") return [`the application permission ${id}`];
      if (appId === apis.exchangeOnline.appId) return [];
      if (appId !== apis.microsoftGraph.appId) return [`${id} on the API ${appId}`];
      const name = permissionNames.find((one) => graphPermissionIds[one] === id);
      return name !== undefined && allowed.includes(name) ? [] : [name ?? `${id} on Microsoft Graph`];
    });
  });
  return violations(application, wrong, "asks for");
}

function violations(resource: PlainResource, wrong: readonly string[], verb: string): readonly Violation[] {
  if (wrong.length === 0) return [];
  return [
    {
      urn: resource.urn,
      message:
        `${mailboxName(resource)}: ${resource.name} ${verb} ${wrong.join(", ")}, which no mail protocol needs. ` +
        `Remove it from additionalPermissions, or allow it with this policy's option additional.`,
    },
  ];
}
