import { describe, expect, test } from "@jest/globals";
import { readAccessToken, type AccessTokenClaims } from "../../entra/accessToken.ts";
import { isLimitedToOwned, missingRights, sufficientRole } from "../../entra/deployerRights.ts";

const tokenOf = (claims: unknown) =>
  `e30.${Buffer.from(JSON.stringify(claims), "utf8").toString("base64url")}.signature`;

describe("an access token", () => {
  test("of a person says who it is, whom it is for and what it allows", () => {
    const claims = {
      tid: "tenant",
      oid: "object",
      appid: "client",
      aud: "https://outlook.office.com/",
      upn: "support@contoso.com",
      scp: "IMAP.AccessAsUser.All SMTP.Send",
      wids: ["158c047a-c907-4556-b7ef-446551a6b5f7"],
      exp: 1_800_000_000,
    };
    expect(readAccessToken(tokenOf(claims))).toEqual({
      tenantId: "tenant",
      objectId: "object",
      clientId: "client",
      audience: "https://outlook.office.com",
      userPrincipalName: "support@contoso.com",
      roles: [],
      scopes: ["IMAP.AccessAsUser.All", "SMTP.Send"],
      directoryRoles: claims.wids,
      expires: new Date(1_800_000_000_000),
    });
  });

  test("of version 2.0 has other names for the client and the person", () => {
    const read = readAccessToken(tokenOf({ azp: "client", preferred_username: "support@contoso.com" }));
    expect(read).toMatchObject({ clientId: "client", userPrincipalName: "support@contoso.com" });
  });

  test("may lack anything, and have anything of another type", () => {
    const read = readAccessToken(tokenOf({ tid: 7, roles: "all", exp: "soon" }));
    expect(read).toMatchObject({ tenantId: undefined, roles: [], scopes: undefined, expires: undefined });
  });

  test.each(["opaque", "a.b", "a.b.c", "a.b.c.d.e", `e30.${Buffer.from("[]").toString("base64url")}.x`])(
    "that is none cannot be read: %s",
    (token) => {
      expect(readAccessToken(token)).toBeUndefined();
    },
  );
});

const none: AccessTokenClaims = {
  tenantId: undefined,
  objectId: undefined,
  clientId: undefined,
  audience: undefined,
  userPrincipalName: undefined,
  roles: [],
  scopes: undefined,
  directoryRoles: [],
  expires: undefined,
};

describe("a deployer that is an application", () => {
  test.each([
    [["Application.ReadWrite.OwnedBy", "DelegatedPermissionGrant.ReadWrite.All"], []],
    [["Application.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"], []],
    [["Directory.ReadWrite.All"], []],
    [["Application.ReadWrite.OwnedBy"], ["consent for the tenant"]],
    [["DelegatedPermissionGrant.ReadWrite.All", "Application.Read.All"], ["register applications"]],
    [[], ["register applications", "consent for the tenant"]],
  ])("with %j lacks %j", (roles, lacks) => {
    const missing = missingRights({ ...none, roles }, { consents: true, assigns: false });
    expect(missing.map(({ purpose }) => purpose)).toEqual(lacks);
  });

  test("needs no permission for consent that people give", () => {
    const roles = ["Application.ReadWrite.OwnedBy"];
    expect(missingRights({ ...none, roles }, { consents: false, assigns: false })).toEqual([]);
  });

  test("needs more where it lets in the mailbox's user only", () => {
    const roles = ["Directory.ReadWrite.All"];
    const missing = missingRights({ ...none, roles }, { consents: true, assigns: true });
    expect(missing.map(({ purpose }) => purpose)).toEqual(["assign users to applications"]);
  });

  test("may change what it does not own with the greater permissions only", () => {
    expect(isLimitedToOwned({ ...none, roles: ["Application.ReadWrite.OwnedBy"] })).toBe(true);
    expect(isLimitedToOwned({ ...none, roles: ["Application.ReadWrite.All"] })).toBe(false);
  });
});

test("a deployer who is a person has the role that the token names, in whatever letters", () => {
  const directoryRoles = ["00000000-0000-0000-0000-000000000000", "158C047A-C907-4556-B7EF-446551A6B5F7"];
  expect(sufficientRole({ ...none, directoryRoles })).toBe("Cloud Application Administrator");
  expect(sufficientRole(none)).toBeUndefined();
});
