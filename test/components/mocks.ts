import { randomUUID } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime/mocks.js";
import type { Tenant } from "../../components/tenant.ts";

/** A resource that the program under test has declared. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const declared: Declared[] = [];

/** How many resources have been registered by now. */
export const registered = (): number => declared.length;

/** Pulumi's own mocks: they answer what a provider would, and note what was declared. */
export async function mockPulumi(): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }: MockResourceArgs) => {
        declared.push({ type, name, inputs: inputs as Record<string, unknown> });
        return { id: `${name}-id`, state: { ...(inputs as object), ...computed(type, name) } };
      },
      call: () => ({}),
    },
    "xcally-mail-authentication",
    "test",
    false,
  );
}

/** What `declare` declares, once all of it has been registered. */
export async function declaredBy<T>(
  declare: () => T | Promise<T>,
): Promise<{ result: T; of: (type: string) => readonly Declared[] }> {
  await mockPulumi();
  declared.length = 0;
  const result = await declare();
  await pulumi.runtime.disconnect();
  // Registrations are concurrent, so their order says nothing.
  const all = declared.toSorted((one, other) => one.name.localeCompare(other.name));
  return { result, of: (type) => all.filter((resource) => resource.type === type) };
}

/** The value of an output. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** A tenant whose Exchange Online lists the mail permissions. */
export const tenant: Tenant = {
  tenantId: "22222222-2222-4222-8222-222222222222",
  deployerObjectId: "33333333-3333-4333-8333-333333333333",
  microsoftGraph: {
    appId: "00000003-0000-0000-c000-000000000000",
    objectId: "graph-object-id",
    permissionIds: {},
  },
  exchangeOnline: {
    appId: "00000002-0000-0ff1-ce00-000000000000",
    objectId: "exchange-object-id",
    permissionIds: { "IMAP.AccessAsUser.All": "exchange-imap", "SMTP.Send": "exchange-smtp" },
  },
};

function computed(type: string, name: string): object {
  switch (type) {
    case "azuread:index/application:Application":
    case "azuread:index/servicePrincipal:ServicePrincipal":
      return { clientId: randomUUID(), objectId: randomUUID() };
    case "azuread:index/applicationPassword:ApplicationPassword":
      return { keyId: randomUUID(), value: `secret of ${name}` };
    case "random:index/randomId:RandomId":
      return { hex: "0123456789abcdef" };
    case "pulumi-nodejs:dynamic/xcally:MailAccount":
      return { accountId: "7", accountAddress: "found@contoso.com", previousCloudProviderId: "3" };
    default:
      return {};
  }
}
