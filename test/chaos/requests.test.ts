import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { PlannedFault } from "../../simulator/shared/faults.ts";
import type { RequestMatcher } from "../../simulator/shared/requestMatcher.ts";
import { startTestStack, type TestStack } from "../stack/testStack.ts";
import { engineRun, type EngineRun } from "./engineRun.ts";
import { faultTable, operations, type Operation } from "./faultTable.ts";
import { stateAndServer } from "./stateAndServer.ts";
import {
  addAccounts,
  addForeign,
  connectedAs,
  connectedOf,
  disconnected,
  mailboxOf,
  type ChaosMailbox,
  type Connected,
} from "./world.ts";

jest.setTimeout(300_000);

const struck = faultTable.map(({ key }) => mailboxOf(key));
const survivor = mailboxOf("survivor");
const renamed = (mailbox: ChaosMailbox) => ({ ...mailbox, displayName: `${mailbox.key} renamed` });

let stack: TestStack;
let foreign: () => unknown;
let foreignBefore: unknown;
beforeAll(async () => {
  // Requests may take half of that. The proof of secrets is about Entra ID, which is well here.
  const settings = { xcallyConnection: { deadlineSeconds: 10 }, secretProof: { required: false } };
  stack = await startTestStack({ ...settings, mailboxes: [survivor, ...struck] });
  // So that nobody but us prevents a second Cloud Provider.
  stack.xcally.switches.uniqueNames = false;
  addAccounts(
    stack,
    [survivor, ...struck].map(({ address }) => address),
  );
  foreign = addForeign(stack);
  foreignBefore = foreign();
});
afterAll(() => stack.close());

const rowsOf = (operation: Operation) =>
  faultTable.filter(({ operations }) => operations?.includes(operation) ?? true);

/** What was seen of an operation on all mailboxes, each of which was struck by its own fault. */
interface Story {
  readonly faults: ReadonlyMap<string, PlannedFault>;
  readonly struckRun: EngineRun;
  readonly afterIt: ReadonlyMap<string, Connected>;
  readonly nextRun: EngineRun;
  readonly afterNext: ReadonlyMap<string, Connected>;
  readonly lastRun: EngineRun;
}

async function tell(
  operation: Operation,
  requestOf: (mailbox: ChaosMailbox) => RequestMatcher,
  run: () => Parameters<typeof engineRun>[0],
): Promise<Story> {
  const faults = new Map(
    rowsOf(operation).map((row) => {
      const request = requestOf(mailboxOf(row.key));
      return [row.key, row.plan(stack.xcally.faults, request, operation)] as const;
    }),
  );
  const look = () => new Map(struck.map((mailbox) => [mailbox.key, connectedOf(stack, mailbox)] as const));
  const struckRun = await engineRun(run());
  const afterIt = look();
  const nextRun = await engineRun(stack.stack.up());
  const afterNext = look();
  return { faults, struckRun, afterIt, nextRun, afterNext, lastRun: await engineRun(stack.stack.up()) };
}

const recordRequest =
  (method: string) =>
  (mailbox: ChaosMailbox): RequestMatcher => ({
    method,
    path: `/api/cloudProviders/${connectedOf(stack, mailbox).cloudProviders[0]?.id ?? "none"}`,
  });
/** Without it the engine would stop at the first failure, and not every fault would strike. */
const goOn = { continueOnError: true };

/** How each operation is done, in this order: each starts where the one before it ended. */
const stories: Readonly<
  Record<Operation, { tell: () => Promise<Story>; wanted: (mailbox: ChaosMailbox) => unknown }>
> = {
  create: {
    tell: () =>
      tell(
        "create",
        ({ address }) => ({ method: "POST", body: `${address} [` }),
        () => stack.stack.up(goOn),
      ),
    wanted: ({ address }) => connectedAs(address),
  },
  update: {
    tell: async () => {
      await stack.configure({ mailboxes: [survivor, ...struck.map(renamed)] });
      return tell("update", recordRequest("PUT"), () => stack.stack.up(goOn));
    },
    wanted: (mailbox) => connectedAs(renamed(mailbox).displayName),
  },
  read: {
    tell: () => tell("read", recordRequest("GET"), () => stack.stack.refresh()),
    wanted: (mailbox) => connectedAs(renamed(mailbox).displayName),
  },
  delete: {
    tell: async () => {
      await stack.configure({ mailboxes: [survivor] });
      // The applications are left to the next run: each costs the azuread plugin 20 seconds.
      const target = (await stack.resources())
        .map(({ urn }) => urn)
        .filter((urn) => urn.includes("dynamic/xcally:") && !urn.includes("::survivor"));
      return tell("delete", recordRequest("DELETE"), () => stack.stack.up({ ...goOn, target }));
    },
    wanted: () => disconnected,
  },
};

describe.each(operations)("%s a Cloud Provider:", (operation) => {
  const { tell: tellStory, wanted } = stories[operation];
  let story: Story;
  beforeAll(async () => {
    story = await tellStory();
  });

  const rows = rowsOf(operation).map((row) => {
    const failure = row.fails?.[operation];
    const end =
      failure === undefined ? "the same run gets through" : "the run says so, and a plain up finishes";
    return [`${row.what}: ${end}`, row.key, failure] as const;
  });
  test.each(rows)("%s", (_, key, failure) => {
    const mailbox = mailboxOf(key);
    const label = `of mailbox ${key} (${mailbox.address}): `;
    expect(story.faults.get(key)?.left).toBe(0);
    if (failure === undefined) {
      expect(story.struckRun.output).not.toContain(label);
      expect(story.afterIt.get(key)).toEqual(wanted(mailbox));
    } else {
      expect(story.struckRun.output).toMatch(
        new RegExp(`Could not ${operation} the Cloud Provider ${escaped(label)}.* ${escaped(failure)}`),
      );
    }
    const end = story.afterNext.get(key);
    expect(end).toEqual(wanted(mailbox));
    expect(end?.linkedTo ?? undefined).toBe(end?.cloudProviders[0]?.id);
  });

  test("in the end the state is what the server has, nothing of others has changed, and nothing is left to do", async () => {
    expect(stack.xcally.faults.pending).toBe(0);
    expect(story.nextRun).toMatchObject({ failed: false });
    const { state, server } = await stateAndServer(stack, (provider) => provider === "By hand");
    expect(state).toEqual(server);
    expect(foreign()).toEqual(foreignBefore);
    expect(story.lastRun).toMatchObject({ failed: false, changes: ["same"] });
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
