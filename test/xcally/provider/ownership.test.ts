import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { cloudProviderResource } from "../../../xcally/provider/cloudProvider.ts";
import { rejection } from "../../support/rejection.ts";
import { open } from "./open.ts";
import { cloudProviderInputs, mailbox } from "./records.ts";

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
const record = () => xcally.state.cloudProviders.get(1);
const rename = (name: string) => xcally.state.cloudProviders.update(1, { name });
const refused =
  `The Cloud Provider 1 of mailbox ${mailbox} no longer carries our marker 0123456789abcdef, so it is left alone. ` +
  "Put the marker back in XCALLY, or, if the record is somebody else's now, take this resource out of the state with " +
  "pulumi state delete; then run pulumi again.";

describe.each([
  ["another marker", "Support [fedcba9876543210]", "Support (with the marker fedcba9876543210)"],
  ["no marker", "Support", "Support (without a marker)"],
])("a record with %s", (_, name, shown) => {
  test("is neither changed nor deleted", async () => {
    await resource().create(inputs());
    const before = rename(name);
    const changed = { ...inputs(), clientSecret: "rotated" };
    expect((await rejection(resource().update?.("1", inputs(), changed))).message).toBe(refused);
    expect((await rejection(resource().delete?.("1", inputs()))).message).toBe(refused);
    expect(record()).toEqual(before);
  });

  test("shows that in its name; the state keeps our marker", async () => {
    await resource().create(inputs());
    rename(name);
    const read = await resource().read?.("1", inputs());
    expect(read?.props).toEqual({ ...inputs(), name: shown });
    expect((await resource().diff?.("1", read?.props, inputs()))?.changes).toBe(true);
  });
});

test("a new marker is written over the old one, also when that was done by an update that was cut off", async () => {
  await resource().create(inputs());
  const news = { ...inputs(), marker: "aaaaaaaaaaaaaaaa" };
  await resource().update?.("1", inputs(), news);
  expect(record()?.name).toBe("Support [aaaaaaaaaaaaaaaa]");
  await resource().update?.("1", inputs(), news);
});

describe("a record whose marker the server lost when we wrote it", () => {
  const wrong = { contract: '{"cloudProvider":{"marker":{"field":"remark"}}}' };
  const lost = async () => {
    const error = await rejection(resource(wrong).create(inputs()));
    expect(error.message).toContain("did not keep the marker");
    return (error as unknown as { properties: object }).properties;
  };

  test("gets it by an update once the contract is right", async () => {
    const state = await lost();
    const updated = await resource().update?.("1", state, inputs());
    expect(updated?.outs).toEqual(inputs());
    expect(record()?.name).toBe("Support [0123456789abcdef]");
  });

  test("can be deleted, and is quiet until then", async () => {
    const state = await lost();
    expect((await resource().read?.("1", state))?.props).toEqual(state);
    await resource().delete?.("1", state);
    expect(xcally.state.cloudProviders.list()).toEqual([]);
  });

  test("is not ours any more when somebody else has marked it", async () => {
    const state = await lost();
    rename("Support [fedcba9876543210]");
    expect((await rejection(resource().delete?.("1", state))).message).toBe(refused);
  });
});
