import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createGraph } from "../../entra/graph.ts";
import type { Graph } from "../../entra/graph.ts";
import { startEntraSimulator } from "../../simulator/entra/index.ts";
import type { EntraOptions, EntraSimulator } from "../../simulator/entra/index.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  signIn,
} from "../simulator/entra/graphClient.ts";
import type { GraphClient } from "../simulator/entra/graphClient.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence } from "./tokenServer.ts";

const nobody = "11111111-2222-4333-8444-555555555555";
const policy = { firstDelayMs: 1, maxDelayMs: 5 };

let simulator: EntraSimulator;
let hand: GraphClient;
let graph: Graph;
async function start(options: EntraOptions = {}): Promise<void> {
  simulator = await startEntraSimulator(options);
  hand = await signIn(simulator);
  const cloud = { loginUrl: simulator.url, graphUrl: `${simulator.url}/graph` };
  graph = createGraph({ cloud, token: hand.token, environment: {}, policy });
}
beforeEach(() => start());
afterEach(async () => {
  expect(simulator.unexpectedRequests).toEqual([]);
  await simulator.close();
});

const names = async (tag: string): Promise<string[]> =>
  (await graph.applicationsTagged(tag)).map(({ displayName }) => displayName);

describe("applications with a tag", () => {
  test("are found with their secrets, and others are not", async () => {
    const { id, appId } = await createApplication(hand, { displayName: "Ours", tags: ["mail", "mail:it's"] });
    const validity = { startDateTime: "2026-01-01T00:00:00Z", endDateTime: "2099-01-01T00:00:00Z" };
    const { keyId } = await addPassword(hand, id, { displayName: "slot 0", ...validity });
    await createApplication(hand, { displayName: "Other", tags: ["mailbox"] });
    await createApplication(hand, { displayName: "Ours" });
    expect(await graph.applicationsTagged("mail:it's")).toEqual([
      {
        objectId: id,
        clientId: appId,
        displayName: "Ours",
        createdDateTime: expect.stringMatching(/Z$/),
        tags: ["mail", "mail:it's"],
        secrets: [{ keyId, displayName: "slot 0", ...validity }],
      },
    ]);
    expect(await names("mail")).toEqual(["Ours"]);
    expect(await names("nothing")).toEqual([]);
  });

  test("are not those whose tag differs in capital letters, though Graph gives them", async () => {
    await createApplication(hand, { tags: ["Mail"] });
    expect(await names("mail")).toEqual([]);
  });

  test("are found on all pages", async () => {
    for (let number = 1; number <= 201; number++) {
      await createApplication(hand, { displayName: `Mail ${number}`, tags: ["mail"] });
    }
    expect(new Set(await names("mail")).size).toBe(201);
    expect(
      simulator.requests.filter(({ path }) => path === "/graph/v1.0/applications").slice(-2),
    ).toHaveLength(2);
  });

  test("may be missing from the list while they can be read by their id", async () => {
    simulator.switches.listDelayMs = 3_600_000;
    const { id } = await createApplication(hand, { tags: ["mail"] });
    expect(await names("mail")).toEqual([]);
    expect(await graph.application(id)).toMatchObject({ objectId: id, tags: ["mail"], secrets: [] });
  });
});

test("an application that does not exist, or lies in the recycle bin, is undefined", async () => {
  const { id } = await createApplication(hand);
  await hand.delete(`/applications/${id}`);
  expect(await graph.application(id)).toBeUndefined();
  expect(await graph.application(nobody)).toBeUndefined();
});

describe("grants", () => {
  test("are those of the client, with their permissions one by one", async () => {
    const { appId } = await createApplication(hand);
    const clientId = await createServicePrincipal(hand, appId);
    const resourceId = await findServicePrincipal(hand, "00000003-0000-0000-c000-000000000000");
    await hand.post("/oauth2PermissionGrants", {
      clientId,
      resourceId,
      consentType: "AllPrincipals",
      scope: " offline_access  SMTP.Send",
    });
    const id = simulator.state.grants[0]?.id;
    expect(await graph.grantsOf(appId)).toEqual([
      { id, resourceId, consentType: "AllPrincipals", scope: ["offline_access", "SMTP.Send"] },
    ]);
  });

  test("are none without a service principal, and none without a consent", async () => {
    const { appId } = await createApplication(hand);
    expect(await graph.grantsOf(appId)).toEqual([]);
    await createServicePrincipal(hand, appId);
    expect(await graph.grantsOf(appId)).toEqual([]);
  });
});

test("an application is renamed, and nothing else of it changes", async () => {
  const { id } = await createApplication(hand, { tags: ["mail"] });
  await graph.renameApplication(id, "It's new");
  expect(await graph.application(id)).toMatchObject({ displayName: "It's new", tags: ["mail"] });
});

describe("a secret", () => {
  test("is removed, and its neighbour stays", async () => {
    const { id } = await createApplication(hand);
    const [old, kept] = [await addPassword(hand, id), await addPassword(hand, id)];
    await graph.removeSecret(id, old.keyId);
    expect((await graph.application(id))?.secrets.map(({ keyId }) => keyId)).toEqual([kept.keyId]);
  });

  test("that is gone already is fine, and so is one of an application that is gone", async () => {
    const { id } = await createApplication(hand);
    await graph.removeSecret(id, nobody);
    await graph.removeSecret(nobody, nobody);
  });

  test("that was removed by a request whose answer was lost is fine", async () => {
    const { id } = await createApplication(hand);
    const { keyId } = await addPassword(hand, id);
    simulator.faults.once("afterHandler", { method: "POST" }, { kind: "drop" });
    await graph.removeSecret(id, keyId);
    expect((await graph.application(id))?.secrets).toEqual([]);
  });

  test("that is still there after a refusal is an error", async () => {
    const { id } = await createApplication(hand);
    const { keyId } = await addPassword(hand, id);
    const body = { error: { code: "Request_BadRequest", message: "No." } };
    simulator.faults.once("beforeHandler", { method: "POST" }, { kind: "answer", status: 400, body });
    const { message } = await rejection(graph.removeSecret(id, keyId));
    expect(message).toMatch(oneSentence);
    expect(message).toContain(
      `POST /graph/v1.0/applications/${id}/removePassword failed: Microsoft Graph answered 400`,
    );
  });
});

describe("a deployer without the permission learns which one it needs:", () => {
  const roles = (...deployerRoles: readonly string[]): Promise<void> =>
    simulator.close().then(() => start({ deployerRoles }));

  test("to list applications", async () => {
    await roles();
    const error = await rejection(graph.applicationsTagged("mail"));
    expect(error).toMatchObject({ status: 403, code: "Authorization_RequestDenied" });
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toBe(
      "GET /graph/v1.0/applications failed: Microsoft Graph answered 403 (Authorization_RequestDenied: Insufficient privileges to complete the operation); " +
        "give the deployer Application.ReadWrite.OwnedBy on Microsoft Graph (a person, the role Cloud Application Administrator).",
    );
  });

  test("to read grants", async () => {
    await roles("Application.ReadWrite.OwnedBy");
    const { appId } = await createApplication(hand);
    await createServicePrincipal(hand, appId);
    const { message } = await rejection(graph.grantsOf(appId));
    expect(message).toContain(
      "; give the deployer DelegatedPermissionGrant.ReadWrite.All on Microsoft Graph (",
    );
  });

  test("to change an application of others", async () => {
    await roles("Application.ReadWrite.OwnedBy");
    const deployers = simulator.state.applications[0]?.id ?? "";
    const { message } = await rejection(graph.renameApplication(deployers, "Mine"));
    expect(message).toContain(
      "; make the deployer an owner of the application, or give it Application.ReadWrite.All ",
    );
  });
});

describe("the tenant's rules for client secrets", () => {
  test("are read where the deployer may read policies", async () => {
    await simulator.close();
    await start({ deployerRoles: ["Policy.Read.All"], maxSecretLifetimeDays: 90 });
    expect(await graph.secretRules()).toEqual([{ kind: "lifetime", mostDays: 90, since: undefined }]);
    simulator.switches.maxSecretLifetimeDays = undefined;
    expect(await graph.secretRules()).toEqual([]);
  });

  test("are not known where it may not", async () => {
    expect(await graph.secretRules()).toBeUndefined();
  });
});
