import { expect, test } from "@jest/globals";
import { checkRights } from "../../../commands/doctor/checks/entra/rights.ts";
import { fail, pass, skip, warn } from "../../../commands/doctor/finding.ts";
import type { AccessTokenClaims } from "../../../entra/accessToken.ts";

const settings = { consent: "tenant", restrictToMailboxUser: false } as const;
const person: AccessTokenClaims = {
  tenantId: undefined,
  objectId: undefined,
  clientId: undefined,
  audience: undefined,
  userPrincipalName: "alex@contoso.com",
  roles: [],
  scopes: ["Directory.AccessAsUser.All"],
  directoryRoles: [],
  expires: undefined,
};

test("a person's rights come from a role in the directory, and one that is not in the token is no failure", () => {
  const directoryRoles = ["158c047a-c907-4556-b7ef-446551a6b5f7"];
  expect(checkRights({ ...person, directoryRoles }, settings)).toEqual([
    pass("alex@contoso.com has the role Cloud Application Administrator."),
  ]);
  expect(checkRights(person, settings)).toEqual([
    warn(
      "alex@contoso.com has no role in the directory that is known to be enough.",
      "Entra ID administrator",
      "Give the person the role Cloud Application Administrator, and have them sign in again.",
    ),
  ]);
});

test("an application's rights are its permissions, by what the configuration asks for", () => {
  const application = { ...person, scopes: undefined, roles: ["Application.ReadWrite.OwnedBy"] };
  expect(checkRights(application, { consent: "interactive", restrictToMailboxUser: false })).toEqual([
    pass("The deployer has the application permissions that it needs (Application.ReadWrite.OwnedBy)."),
  ]);
  const missing = checkRights(application, { consent: "interactive", restrictToMailboxUser: true });
  expect(missing[1]).toEqual(
    fail(
      "The deployer lacks the application permission to assign users to applications; it has Application.ReadWrite.OwnedBy.",
      "Entra ID administrator",
      "Give it AppRoleAssignment.ReadWrite.All on Microsoft Graph, with an administrator's consent.",
    ),
  );
});

test("a token that cannot be read says nothing of rights", () => {
  expect(checkRights(undefined, settings)).toEqual([
    skip("The deployer's rights cannot be read from its token."),
  ]);
});
