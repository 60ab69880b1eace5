import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { PlannedFault } from "../../simulator/shared/faults.ts";
import { startTestStack, type TestStack } from "../stack/testStack.ts";
import { engineRun, type EngineRun } from "./engineRun.ts";
import { stateAndServer } from "./stateAndServer.ts";
import {
  addAccounts,
  addForeign,
  connectedAs,
  connectedOf,
  disconnected,
  mailboxOf,
  type Connected,
} from "./world.ts";

jest.setTimeout(300_000);

const mailboxes = {
  create: mailboxOf("created"),
  update: mailboxOf("updated"),
  delete: mailboxOf("deleted"),
};
type Operation = keyof typeof mailboxes;
const wanted = [mailboxes.create, { ...mailboxes.update, displayName: "updated renamed" }];

let stack: TestStack;
let foreign: () => unknown;
let foreignBefore: unknown;
const connected = () =>
  Object.fromEntries(
    Object.entries(mailboxes).map(([operation, mailbox]) => [operation, connectedOf(stack, mailbox)]),
  ) as Record<Operation, Connected>;
const providerPath = (operation: Operation) =>
  `/api/cloudProviders/${connected()[operation].cloudProviders[0]?.id ?? 0}`;

/** The server goes down with the answer to the request, and is back a second later: the first repeat comes within half of one. */
const restartAt = (request: Parameters<TestStack["xcally"]["faults"]["once"]>[1]): PlannedFault =>
  stack.xcally.faults.once("afterHandler", request, {
    kind: "call",
    work: async () => {
      await stack.xcally.stop();
      setTimeout(() => void stack.xcally.start(), 1000);
    },
  });

let before: Record<Operation, Connected>;
let refreshWithoutServer: EngineRun;
let upWithoutServer: EngineRun;
let deleteWithoutServer: EngineRun;
let whileDown: Record<Operation, Connected>;
let restarts: Record<Operation, PlannedFault>;
let restartAtRead: PlannedFault;
let upWithRestarts: EngineRun;
let end: Record<Operation, Connected>;
let refreshWithRestart: EngineRun;
let lastUp: EngineRun;

beforeAll(async () => {
  stack = await startTestStack({
    xcallyConnection: { deadlineSeconds: 10 },
    secretProof: { required: false },
    mailboxes: [mailboxes.update, mailboxes.delete],
  });
  const { xcally } = stack;
  xcally.switches.uniqueNames = false;
  addAccounts(
    stack,
    Object.values(mailboxes).map(({ address }) => address),
  );
  foreign = addForeign(stack);
  foreignBefore = foreign();
  await stack.up();
  before = connected();

  await xcally.stop();
  refreshWithoutServer = await engineRun(stack.stack.refresh());
  await stack.configure({ mailboxes: wanted });
  upWithoutServer = await engineRun(stack.stack.up({ continueOnError: true }));
  // The engine deletes nothing once something could not be made, so this one takes a run of its own.
  const target = (await stack.resources())
    .map(({ urn }) => urn)
    .filter((urn) => urn.endsWith("::deleted@contoso.com"));
  deleteWithoutServer = await engineRun(stack.stack.up({ target }));
  whileDown = connected();
  await xcally.start();

  restarts = {
    create: restartAt({ method: "POST" }),
    update: restartAt({ method: "PUT", path: providerPath("update") }),
    delete: restartAt({ method: "DELETE", path: providerPath("delete") }),
  };
  upWithRestarts = await engineRun(stack.stack.up());
  end = connected();
  restartAtRead = restartAt({ method: "GET", path: providerPath("update") });
  refreshWithRestart = await engineRun(stack.stack.refresh());
  lastUp = await engineRun(stack.stack.up());
});
afterAll(() => stack.close());

describe("connections are refused: the run says so for", () => {
  test.each([
    ["create", "Could not create the Cloud Provider of mailbox created (created@contoso.com): "],
    ["update", "Could not update the Cloud Provider of mailbox updated (updated@contoso.com): "],
    ["delete", "Could not unlink the mail account of mailbox deleted (deleted@contoso.com): "],
  ] as const)("%s, nothing has changed, and a plain up finishes", (operation, sentence) => {
    expect(sentenceAfter(upWithoutServer.output + deleteWithoutServer.output, sentence)).toMatch(
      /got no answer: .*ECONNREFUSED.*tr(y|ies)/,
    );
    expect(whileDown[operation]).toEqual(before[operation]);
    expect(end[operation]).toEqual(expected[operation]);
  });

  test("read, and a plain refresh finishes", () => {
    expect(refreshWithoutServer.failed).toBe(true);
    expect(
      sentenceAfter(refreshWithoutServer.output, "Could not read the Cloud Provider of mailbox updated "),
    ).toMatch(/got no answer: .*ECONNREFUSED/);
    expect(refreshWithRestart.failed).toBe(false);
  });
});

const expected: Record<Operation, unknown> = {
  create: connectedAs("created@contoso.com"),
  update: connectedAs("updated renamed"),
  delete: disconnected,
};

describe("the server applies the request, restarts, and refuses connections meanwhile: the same run gets through for", () => {
  test.each(["create", "update", "delete"] as const)("%s", (operation) => {
    expect(restarts[operation].left).toBe(0);
    expect(upWithRestarts.failed).toBe(false);
    expect(end[operation]).toEqual(expected[operation]);
  });

  test("read", () => {
    expect(restartAtRead.left).toBe(0);
    expect(refreshWithRestart).toMatchObject({ failed: false, changes: ["same"] });
  });
});

test("in the end the state is what the server has, nothing of others has changed, and nothing is left to do", async () => {
  const { state, server } = await stateAndServer(stack, (provider) => provider === "By hand");
  expect(state).toEqual(server);
  expect(foreign()).toEqual(foreignBefore);
  expect(lastUp).toMatchObject({ failed: false, changes: ["same"] });
});

/** The rest of the line that begins so. */
function sentenceAfter(output: string, beginning: string): string {
  return output.split(beginning)[1]?.split("\n")[0] ?? "";
}
