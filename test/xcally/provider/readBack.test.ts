import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { cloudProviderResource } from "../../../xcally/provider/cloudProvider.ts";
import { IncompleteResource } from "../../../xcally/provider/failure.ts";
import { mailAccountAssociationResource } from "../../../xcally/provider/mailAccountAssociation.ts";
import { rejection } from "../../support/rejection.ts";
import { open } from "./open.ts";
import { cloudProviderInputs, linkInputs, mailbox } from "./records.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

const inputs = () => cloudProviderInputs(xcally);
/** The record as the server shows it. */
const wire = (changes: object = {}) => {
  const { clientId, clientSecret, tenantId } = inputs();
  return { id: 1, name: "Support [0123456789abcdef]", clientId, clientSecret, tenantId, ...changes };
};
const patient = { readBack: 2000 };
/** What the next readings of a path show, whatever is stored. */
const shows = (path: string, times: number, body: unknown, status = 200) => {
  xcally.faults.times(times, "beforeHandler", { method: "GET", path }, { kind: "answer", status, body });
};

describe("a Cloud Provider that was written", () => {
  const path = "/api/cloudProviders/1";
  const create = (options: object = {}, args = {}) =>
    cloudProviderResource(open(xcally, args, options)).create(inputs());

  test("is read again until the server shows it", async () => {
    shows(path, 2, undefined, 404);
    shows(path, 2, wire({ clientSecret: "older" }));
    expect(await create(patient)).toEqual({ id: "1", outs: inputs() });
    expect(xcally.requests.filter((request) => request.path === path)).toHaveLength(5);
  });

  test("but is shown otherwise is recorded as the server has it, with the field that differs", async () => {
    shows(path, Infinity, wire({ tenantId: "somewhere else" }));
    const error = await rejection(create());
    expect(error).toBeInstanceOf(IncompleteResource);
    expect(error).toMatchObject({ id: "1", properties: { ...inputs(), tenantId: "somewhere else" } });
    expect(error.message).toContain(
      "XCALLY did not keep the tenantId of the Cloud Provider 1 of mailbox support",
    );
  });

  test("but has lost its name or its marker names the setting of just that", async () => {
    shows(path, Infinity, wire({ name: "Support" }));
    expect((await rejection(create())).message).toContain(
      "did not keep the marker of the Cloud Provider 1 of mailbox support (support@contoso.com). " +
        "If this server calls the field by another name, set contract.cloudProvider.marker.field to it.",
    );
    xcally.faults.clear();
    shows(path, Infinity, wire({ name: "Sup [0123456789abcdef]" }));
    expect((await rejection(create())).message).toMatch(/set contract\.cloudProvider\.fields\.name to it\.$/);
  });

  test("is recorded with its id when it cannot be read", async () => {
    shows(path, Infinity, { message: "out of order" }, 403);
    const error = await rejection(create());
    expect(error).toMatchObject({ id: "1", properties: inputs() });
    expect(error.message).toBe(
      `Could not read back the Cloud Provider 1 of mailbox ${mailbox}: GET /api/cloudProviders/1 answered 403: out of order. ` +
        "The XCALLY user must be an administrator.",
    );
  });

  test("but is not there is an error that says so", async () => {
    shows(path, Infinity, undefined, 404);
    expect((await rejection(create())).message).toBe(
      `XCALLY did not keep the Cloud Provider 1 of mailbox ${mailbox}: it answered that it was written, but it is not there.`,
    );
  });

  test("is read once when failing fast", async () => {
    shows(path, 1, wire({ clientSecret: "older" }));
    const failFast = { connection: JSON.stringify({ failFast: true }) };
    expect((await rejection(create(patient, failFast))).message).toContain("did not keep the clientSecret");
  });
});

describe("a link that was written", () => {
  const path = "/api/mail/accounts/1";
  const association = (options: object = {}) => mailAccountAssociationResource(open(xcally, {}, options));
  const wantedLink = async () => {
    const { id } = await cloudProviderResource(open(xcally)).create(inputs());
    return linkInputs(xcally, 1, id);
  };
  const outputsOf = async (work: Promise<{ outs?: unknown }>) => (await work).outs as object;
  const unlinked = { id: 1, name: "Support", email: "support@contoso.com", CloudProviderId: null };

  test("is read again until the server shows it", async () => {
    const wanted = await wantedLink();
    shows(path, 3, unlinked);
    const outs = await outputsOf(association(patient).create(wanted));
    expect(outs).toMatchObject({ cloudProviderId: "1", accountId: "1" });
  });

  test("but is not kept is recorded as the server has it", async () => {
    const wanted = await wantedLink();
    shows(path, Infinity, unlinked);
    const error = await rejection(association().create(wanted));
    expect(error).toMatchObject({
      id: "1",
      properties: { cloudProviderId: "", linkedCloudProviderId: "1" },
    });
    expect(error.message).toContain(
      `XCALLY did not keep the Cloud Provider of the mail account 1 of mailbox ${mailbox}.`,
    );
  });

  test("is recorded when it cannot be read", async () => {
    const wanted = await wantedLink();
    // The first reading is of what the account has before.
    let readings = 0;
    const when = () => ++readings > 1;
    xcally.faults.once("beforeHandler", { method: "GET", path, when }, { kind: "answer", status: 403 });
    const error = await rejection(association().create(wanted));
    expect(error).toMatchObject({ id: "1", properties: { accountId: "1", cloudProviderId: "1" } });
    expect(error.message).toContain(
      `Could not read back the mail account 1 of mailbox ${mailbox}: GET ${path}`,
    );
  });

  test("and is to be taken away, but stays, fails the delete", async () => {
    const wanted = await wantedLink();
    const outs = await outputsOf(association().create(wanted));
    shows(path, Infinity, { ...unlinked, CloudProviderId: 1 });
    await expect(association().delete?.("1", outs)).rejects.toThrow("did not keep the Cloud Provider");
  });
});
