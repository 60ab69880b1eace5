import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { cloudProviderResource } from "../../../xcally/provider/cloudProvider.ts";
import { IncompleteResource } from "../../../xcally/provider/failure.ts";
import { unknownValue } from "../../../xcally/provider/unknown.ts";
import { rejection } from "../../support/rejection.ts";
import { open } from "./open.ts";
import { addByHand, cloudProviderInputs } from "./records.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  expect(xcally.unexpectedRequests).toEqual([]);
  xcally.reset();
});
afterAll(() => xcally.close());

const inputs = () => cloudProviderInputs(xcally);
const resource = (args = {}) => cloudProviderResource(open(xcally, args));

describe("create", () => {
  test("writes every field and appends the marker to the name", async () => {
    const created = await resource().create(inputs());
    expect(created.outs).toEqual(inputs());
    expect(xcally.state.cloudProviders.get(Number(created.id))).toMatchObject({
      name: "Support [0123456789abcdef]",
      service: "Microsoft Azure",
      type: "Outlook365",
      clientId: inputs().clientId,
      clientSecret: inputs().clientSecret,
      tenantId: inputs().tenantId,
    });
  });

  test("a create that was cut off is found again by its marker, also by the same process", async () => {
    xcally.faults.once("afterHandler", { method: "POST" }, { kind: "drop" });
    const cutOff = resource({ connection: JSON.stringify({ failFast: true }) });
    await expect(cutOff.create(inputs())).rejects.toThrow("POST /api/cloudProviders got no answer");
    await cutOff.create(inputs());
    const { id } = await resource().create({ ...inputs(), clientSecret: "newer" });
    expect(xcally.state.cloudProviders.list()).toHaveLength(1);
    expect(xcally.state.cloudProviders.get(Number(id))?.clientSecret).toBe("newer");
  });

  test("one of the same name that people made is left alone: an error gives its id and the two ways out", async () => {
    await open(xcally)().begin().cloudProviders.create(inputs());
    const before = xcally.state.cloudProviders.update(1, { name: "Support" });
    await expect(resource().create(inputs())).rejects.toThrow(
      "XCALLY has a Cloud Provider 1 with the name Support of mailbox support (support@contoso.com) already, and this stack did not make it. " +
        "Take it over with adopt: {cloudProviderId: 1} on the mailbox, or give the mailbox another displayName.",
    );
    expect(xcally.state.cloudProviders.list()).toEqual([before]);
  });

  test("one of the same name that carries another mailbox's marker is no obstacle: a mailbox with a new key has both for a while", async () => {
    await resource().create({ ...inputs(), marker: "fedcba9876543210" });
    const { id } = await resource().create(inputs());
    expect(id).toBe("2");
  });

  test("a Cloud Provider that people made is taken over by its id, in place, and carries the marker from then on", async () => {
    const id = String(addByHand(xcally, "Office 365"));
    const adopting = { ...inputs(), adopt: { id, withApplication: false } };
    const created = await resource().create(adopting);
    expect(created).toEqual({ id, outs: adopting });
    expect(xcally.state.cloudProviders.list()).toEqual([
      expect.objectContaining({ id: Number(id), name: "Support [0123456789abcdef]" }),
    ]);
  });

  test("an adoption that was cut off is found again by its marker", async () => {
    const adopting = {
      ...inputs(),
      adopt: { id: String(addByHand(xcally, "Office 365")), withApplication: false },
    };
    const { id } = await resource().create(adopting);
    expect(await resource().create(adopting)).toEqual({ id, outs: adopting });
    expect(xcally.state.cloudProviders.list()).toHaveLength(1);
  });

  test("an adopted one keeps the secret that people gave it as long as no other is handed over, and the state never has it", async () => {
    const { clientSecret, secretKeyId, secretExpires, ...fields } = inputs();
    const id = addByHand(xcally, "Office 365");
    xcally.state.cloudProviders.update(id, { clientId: fields.clientId });
    const keeping = { ...fields, adopt: { id: String(id), withApplication: true } };
    const outs: unknown = (await resource().create(keeping)).outs;
    expect(outs).toEqual(keeping);
    expect(xcally.state.cloudProviders.get(id)?.clientSecret).toBe("b");
    expect((await resource().read?.(String(id), outs))?.props).toEqual(keeping);
    await resource().update?.(String(id), outs, { ...keeping, clientSecret, secretKeyId, secretExpires });
    expect(xcally.state.cloudProviders.get(id)?.clientSecret).toBe(clientSecret);
  });

  test("an adopted one that does not exist, that another application signs in with, or that others need, is an error that says so", async () => {
    await expect(
      resource().create({ ...inputs(), adopt: { id: "77", withApplication: false } }),
    ).rejects.toThrow(
      "Mailbox support (support@contoso.com) is to adopt the Cloud Provider 77, but XCALLY has none with this id. " +
        "Correct adopt.cloudProviderId, or remove adopt to have one made.",
    );
    const id = addByHand(xcally, "Office 365");
    const before = xcally.state.cloudProviders.get(id);
    await expect(
      resource().create({ ...inputs(), adopt: { id: String(id), withApplication: true } }),
    ).rejects.toThrow(
      `is to adopt the Cloud Provider ${id} with the application ${inputs().clientId}, but that Cloud Provider signs in as the application a.`,
    );
    const [one, two] = xcally.state.mailAccounts.list();
    for (const account of [one, two])
      xcally.state.mailAccounts.update(account?.id ?? 0, { cloudProviderId: id });
    await expect(
      resource().create({ ...inputs(), adopt: { id: String(id), withApplication: false } }),
    ).rejects.toThrow(
      `is to adopt the Cloud Provider ${id} with a new application, but several mail accounts sign in with it: Support (support@contoso.com), Sales (sales@contoso.com).`,
    );
    expect(xcally.state.cloudProviders.get(id)).toEqual(before);
  });

  test("to adopt another one than the mailbox has is refused in the preview", async () => {
    await expect(
      resource().diff?.("5", inputs(), { ...inputs(), adopt: { id: "12", withApplication: false } }),
    ).rejects.toThrow(
      "Mailbox support (support@contoso.com) is to adopt the Cloud Provider 12, but it has the Cloud Provider 5 already. " +
        "Correct adopt.cloudProviderId, or give the mailbox a new key.",
    );
  });

  test("copies that carry its marker are an error with their ids", async () => {
    await resource().create(inputs());
    const copied = xcally.state.cloudProviders.get(1);
    if (copied) xcally.state.cloudProviders.create({ ...copied, name: "Copy of Support [0123456789abcdef]" });
    await expect(resource().create(inputs())).rejects.toThrow(
      "The Cloud Providers 1 and 2 carry the marker 0123456789abcdef of mailbox support (support@contoso.com), but only one can be its own. " +
        "Delete the copies in XCALLY, or take the marker out of their names, and run pulumi up again.",
    );
  });

  test("a refusal names the mailbox, the request, the reason and never a secret or a query", async () => {
    xcally.faults.once(
      "beforeHandler",
      { method: "POST" },
      { kind: "answer", status: 422, body: { message: "name already taken" } },
    );
    const error = await rejection(resource().create(inputs()));
    expect(error.message).toBe(
      "Could not create the Cloud Provider of mailbox support (support@contoso.com): " +
        "POST /api/cloudProviders answered 422: name already taken.",
    );
  });

  test("a name that is taken says what to rename", async () => {
    xcally.faults.once(
      "beforeHandler",
      { method: "POST" },
      { kind: "answer", status: 409, body: { message: "name must be unique" } },
    );
    const { message } = await rejection(resource().create(inputs()));
    expect(message).toMatch(/answered 409: name must be unique\. Give the mailbox another displayName/);
  });

  test("a wrong API key says where to look", async () => {
    const error = await rejection(resource({ apiKey: "wrong" }).create(inputs()));
    expect(error.message).toMatch(/answered 401: .*Check the credentials: XCALLY_API_KEY/);
    expect(error.message).not.toContain("wrong");
  });

  test("a wrong API key of a server with variables of its own says which", async () => {
    const rome = resource({ apiKey: "wrong", variablePrefix: "XCALLY_ROME" });
    const { message } = await rejection(rome.create(inputs()));
    expect(message).toMatch(/answered 401: .*Check the credentials: XCALLY_ROME_API_KEY in the environment/);
  });

  test("a field that the server drops is noticed, and the record is not lost", async () => {
    xcally.switches.cloudProviderFields = { clientId: "applicationId" };
    const error = await rejection(resource().create(inputs()));
    expect(error).toBeInstanceOf(IncompleteResource);
    expect(error).toMatchObject({ id: "1", properties: inputs() });
    expect(error.message).toBe(
      "XCALLY did not keep the clientId of the Cloud Provider 1 of mailbox support (support@contoso.com). " +
        "If this server calls the field by another name, set contract.cloudProvider.fields.clientId to it, or to null to leave it out.",
    );
  });

  test("follows the contract's overrides", async () => {
    xcally.switches.cloudProviderFields = { clientId: "applicationId" };
    xcally.switches.routes = { cloudProviders: "/integrations/cloud" };
    const contract = {
      routes: { cloudProviders: "/integrations/cloud" },
      cloudProvider: { fields: { clientId: "applicationId" } },
    };
    await resource({ contract: JSON.stringify(contract) }).create(inputs());
    expect(xcally.state.cloudProviders.list()[0]?.clientId).toBe(inputs().clientId);
  });
});

describe("read", () => {
  test.each(["no", "stars", "omit", "null"] as const)(
    "is quiet right after a create, secrets shown as %s",
    async (mask) => {
      xcally.switches.maskSecrets = mask;
      xcally.switches.extraFields = true;
      const { id } = await resource().create(inputs());
      expect(await resource().read?.(id, inputs())).toEqual({ id, props: inputs(), inputs: inputs() });
    },
  );

  test("shows what someone changed by hand, the secret too where the server shows it", async () => {
    const { id } = await resource().create(inputs());
    xcally.state.cloudProviders.update(Number(id), { clientId: "other", clientSecret: "by hand" });
    const read = await resource().read?.(id, inputs());
    expect(read?.inputs).toEqual({ ...inputs(), clientId: "other", clientSecret: "by hand" });
  });

  test("a record that is gone has no id", async () => {
    expect(await resource().read?.("7", inputs())).toEqual({});
  });
});

describe("diff", () => {
  const diff = async (news: object) =>
    (await resource().diff?.("1", inputs(), { ...inputs(), ...news }))?.changes;

  test("is empty when nothing changed", async () => {
    expect(await diff({})).toBe(false);
  });
  test("sees that the contract's overrides have changed, so that the record is written anew", async () => {
    expect(await diff({ contract: '{"service":"Azure"}' })).toBe(true);
  });
  test("sees a new secret, its id and its end, and a value that is not known yet", async () => {
    expect(await diff({ clientSecret: "rotated" })).toBe(true);
    expect(await diff({ secretKeyId: "other" })).toBe(true);
    expect(await diff({ secretExpires: "2027-07-11T00:00:00Z" })).toBe(true);
    expect(await diff({ clientId: unknownValue })).toBe(true);
  });
  test("refuses another server, in words that name both and the ways out", async () => {
    await expect(
      resource().diff?.("1", { ...inputs(), server: "https://old.contoso.com" }, inputs()),
    ).rejects.toThrow(
      `The Cloud Provider of mailbox support (support@contoso.com) was made on https://old.contoso.com, but xcallyUrl is now ${xcally.url}.`,
    );
  });
  test("accepts a server that has moved", async () => {
    const olds = { ...inputs(), server: "https://old.contoso.com" };
    const moved = resource({ previousUrl: "https://old.contoso.com" });
    expect((await moved.diff?.("1", olds, inputs()))?.changes).toBe(true);
  });
});

describe("update", () => {
  test("writes the new values into the same record", async () => {
    const { id } = await resource().create(inputs());
    await resource().update?.(id, inputs(), { ...inputs(), clientSecret: "rotated" });
    expect(xcally.state.cloudProviders.list()).toHaveLength(1);
    expect(xcally.state.cloudProviders.get(Number(id))?.clientSecret).toBe("rotated");
  });

  test("that the server does not keep is noticed", async () => {
    const { id } = await resource().create(inputs());
    xcally.switches.cloudProviderFields = { clientId: "applicationId" };
    const error = await rejection(resource().update?.(id, inputs(), { ...inputs(), clientId: "other" }));
    expect(error).toBeInstanceOf(IncompleteResource);
    expect(error.message).toContain("XCALLY did not keep the clientId of the Cloud Provider 1");
  });
});

describe("update of a record that is gone", () => {
  test("says how it comes back", async () => {
    await expect(resource().update?.("7", inputs(), inputs())).rejects.toThrow(
      "The Cloud Provider 7 of mailbox support (support@contoso.com) no longer exists in XCALLY. " +
        "Run pulumi refresh and then pulumi up, which makes a new one.",
    );
  });
});

describe("delete", () => {
  test("removes the record, and one that is gone already is fine", async () => {
    const { id } = await resource().create(inputs());
    await resource().delete?.(id, inputs());
    expect(xcally.state.cloudProviders.list()).toEqual([]);
    await resource().delete?.(id, inputs());
  });

  test("fails with the names of the mail accounts that still use it", async () => {
    const { id } = await resource().create(inputs());
    xcally.state.mailAccounts.update(2, { cloudProviderId: Number(id) });
    await expect(resource().delete?.(id, inputs())).rejects.toThrow(
      "The Cloud Provider 1 of mailbox support (support@contoso.com) cannot be deleted, because mail accounts outside this stack use it: " +
        "Sales (sales@contoso.com). Point them to another Cloud Provider first.",
    );
    expect(xcally.state.cloudProviders.list()).toHaveLength(1);
  });

  test("looks at the Cloud Provider of each account itself, where the server ignores the filter", async () => {
    const { id } = await resource().create(inputs());
    const rows = [{ id: 2, name: "Sales", email: "sales@contoso.com", CloudProviderId: 77 }];
    const path = "/api/mail/accounts";
    xcally.faults.once(
      "beforeHandler",
      { method: "GET", path },
      { kind: "answer", status: 200, body: { count: 1, rows } },
    );
    await resource().delete?.(id, inputs());
    expect(xcally.state.cloudProviders.list()).toEqual([]);
  });
});
