import { expect, test } from "@jest/globals";
import { openOrCleanUp } from "../../../simulator/shared/cleanup.ts";

function closer(): { closed: number; close: () => Promise<void> } {
  const counter = {
    closed: 0,
    close: () => {
      counter.closed++;
      return Promise.resolve();
    },
  };
  return counter;
}

test("a step that fails closes what the steps before it opened, and fails with its own error", async () => {
  const first = closer();
  const second = closer();
  const opening = openOrCleanUp((cleanup) => {
    cleanup.add(first.close);
    cleanup.add(second.close);
    return Promise.reject(new Error("third"));
  });
  await expect(opening).rejects.toThrow("third");
  expect([first.closed, second.closed]).toEqual([1, 1]);
});

test("where every step succeeds nothing is closed before it is asked for, and only once", async () => {
  const first = closer();
  const { run } = await openOrCleanUp((cleanup) => {
    cleanup.add(first.close);
    return Promise.resolve({ run: () => cleanup.run() });
  });
  expect(first.closed).toBe(0);
  await run();
  await run();
  expect(first.closed).toBe(1);
});
