import { beforeAll, expect, test } from "@jest/globals";
import { EntraDeployer } from "../../components/entraDeployer.ts";
import { declaredBy, mockPulumi } from "./mocks.ts";

beforeAll(() => mockPulumi());

const args = {
  tenantId: "3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b",
  clientId: "0b6a7e52-3d0c-4c1e-8f55-9a1d2b3c4d5e",
  useOidc: true,
  oidcToken: "token of the pipeline",
  environment: "usgovernment",
};

test("an identity is a provider instance of azuread that remembers how it signs in, and to which cloud", async () => {
  const { result, of } = await declaredBy(() => new EntraDeployer("contoso", args));
  expect(of("pulumi:providers:azuread")[0]?.inputs).toMatchObject({
    tenantId: args.tenantId,
    useOidc: "true",
  });
  expect(result.settings).toMatchObject({ "azuread:useOidc": "true", "azuread:oidcToken": args.oidcToken });
  expect(result.cloud).toEqual({ environment: "usgovernment" });
});
