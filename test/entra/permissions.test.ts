import { describe, expect, test } from "@jest/globals";
import {
  adminConsentUrl,
  graphPermissionIds,
  mailPermissions,
  outlookScope,
  outlookScopes,
  protocolPermissions,
} from "../../entra/permissions.ts";

describe("the permissions of a mailbox", () => {
  test("are those of its protocols and of the sign-in, in one order, however the protocols are listed", () => {
    expect(mailPermissions(["smtp", "imap"])).toEqual([
      "IMAP.AccessAsUser.All",
      "SMTP.Send",
      "offline_access",
      "openid",
      "email",
    ]);
  });

  test("never cover a protocol that is not used", () => {
    expect(mailPermissions(["pop"])).toEqual(["POP.AccessAsUser.All", "offline_access", "openid", "email"]);
  });

  test("all have an id on Microsoft Graph, and no two the same", () => {
    const ids = Object.values(graphPermissionIds);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test("on Exchange Online are those of the protocols alone", () => {
    expect(protocolPermissions(["smtp", "pop", "imap"])).toEqual([
      "IMAP.AccessAsUser.All",
      "POP.AccessAsUser.All",
      "SMTP.Send",
    ]);
  });

  test("become scopes of the mail token", () => {
    expect(outlookScope("SMTP.Send")).toBe("https://outlook.office.com/SMTP.Send");
    expect(outlookScopes(["imap"])).toEqual([
      "https://outlook.office.com/IMAP.AccessAsUser.All",
      "offline_access",
    ]);
  });
});

describe("the link for an administrator's consent", () => {
  const args = {
    tenantId: "contoso.onmicrosoft.com",
    clientId: "11111111-2222-3333-4444-555555555555",
    redirectUri: "https://xcally.contoso.com/callback?a=b+c&d=e",
    scopes: outlookScopes(["smtp"]),
  };

  test("names the scopes one by one, with blanks as Microsoft writes them", () => {
    expect(adminConsentUrl(args)).toBe(
      "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/adminconsent" +
        "?client_id=11111111-2222-3333-4444-555555555555" +
        "&scope=https%3A%2F%2Foutlook.office.com%2FSMTP.Send%20offline_access" +
        "&redirect_uri=https%3A%2F%2Fxcally.contoso.com%2Fcallback%3Fa%3Db%2Bc%26d%3De",
    );
  });

  test("keeps the redirect URI exactly", () => {
    expect(new URL(adminConsentUrl(args)).searchParams.get("redirect_uri")).toBe(args.redirectUri);
  });
});
