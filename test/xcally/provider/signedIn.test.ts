import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { cloudProviderResource } from "../../../xcally/provider/cloudProvider.ts";
import { open } from "./open.ts";
import { cloudProviderInputs } from "./records.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
beforeEach(() => {
  xcally.switches.signedInField = "isAuthenticated";
});
afterEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

const inputs = () => cloudProviderInputs(xcally);
const contract = JSON.stringify({ cloudProvider: { fields: { signedIn: "isAuthenticated" } } });
const resource = (args: Readonly<Record<string, string>> = { contract }) =>
  cloudProviderResource(open(xcally, args));
const create = async () => {
  const created = await resource().create(inputs());
  return { id: created.id, outs: created.outs as Readonly<Record<string, unknown>> };
};

describe("the sign-in of a person", () => {
  test("is an output of what is created, read and updated, and never an input or written", async () => {
    const { id, outs } = await create();
    expect(outs).toEqual({ ...inputs(), signedIn: false });
    xcally.state.signIns.keep(Number(id), { address: undefined, refreshToken: "of a person" });
    expect(await resource().read?.(id, outs)).toEqual({
      id,
      props: { ...inputs(), signedIn: true },
      inputs: inputs(),
    });
    const renewed = { ...inputs(), clientSecret: "newer" };
    expect(await resource().update?.(id, outs, renewed)).toEqual({ outs: { ...renewed, signedIn: true } });
    const written = xcally.requests.filter(({ method }) => method === "POST" || method === "PUT");
    expect(written).toHaveLength(2);
    expect(JSON.stringify(written)).not.toContain("isAuthenticated");
  });

  test("is awaited again where the server forgets it with another application", async () => {
    const { id, outs } = await create();
    const other = { ...inputs(), clientId: "44444444-4444-4444-8444-444444444444" };
    const signedIn = { ...outs, signedIn: true };
    expect(await resource().update?.(id, signedIn, other)).toEqual({ outs: { ...other, signedIn: false } });
  });

  test("is no difference, whatever state and server say", async () => {
    for (const signedIn of [true, false, undefined]) {
      expect(await resource().diff?.("1", { ...inputs(), signedIn }, inputs())).toEqual({ changes: false });
    }
  });

  test("is not known where the contract names no field, or the server shows none, and an older answer is forgotten", async () => {
    const { id, outs } = await create();
    const done = { ...outs, signedIn: true };
    expect((await resource({}).read?.(id, done))?.props).toEqual(inputs());
    xcally.switches.signedInField = undefined;
    expect((await resource().read?.(id, done))?.props).toEqual(inputs());
  });
});
