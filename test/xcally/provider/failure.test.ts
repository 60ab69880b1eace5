import { expect, test } from "@jest/globals";
import { failure, IncompleteResource } from "../../../xcally/provider/failure.ts";

test.each([
  ["of an operation", failure("read the mail account", "support", new Error("broken"))],
  [
    "of a resource that is not as it should be",
    new IncompleteResource("1", {}, "It is not as it should be."),
  ],
])("an error %s is shown to people, so it has no stack", (_, error) => {
  expect(error.stack).toBe("");
});

test("a sentence of our own stays as it is, whatever it went through", () => {
  const inner = failure("read the mail account", "support", new Error("broken"));
  expect(failure("update the Cloud Provider", "support", inner)).toBe(inner);
});
