import { expect, test } from "@jest/globals";
import { withoutSignIns } from "../../tools/withoutSignIns.ts";

test("programs that work on stand-ins get nothing of another sign-in, and all else", () => {
  const environment = {
    PATH: "/usr/bin",
    HTTPS_PROXY: "http://proxy.contoso.com:3128",
    ARM_CLIENT_CERTIFICATE_PATH: "/home/me/certificate.pfx",
    ARM_USE_OIDC: "true",
    EXCHANGE_APP_ID: "11111111-1111-4111-8111-111111111111",
    XCALLY_USER: "me",
    CHARM_SET: "kept",
    unset: undefined,
  };
  expect(withoutSignIns(environment)).toEqual({
    PATH: "/usr/bin",
    HTTPS_PROXY: "http://proxy.contoso.com:3128",
    CHARM_SET: "kept",
  });
  expect(environment.ARM_USE_OIDC).toBe("true");
});
