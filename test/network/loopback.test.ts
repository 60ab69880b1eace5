import { expect, test } from "@jest/globals";
import { isLoopback } from "../../network/loopback.ts";

test.each([
  ["http://localhost:9080", true],
  ["http://127.0.0.1", true],
  ["http://127.8.9.10/path", true],
  ["http://[::1]:9080", true],
  ["http://localhost.contoso.com", false],
  ["http://127.0.0.1.contoso.com", false],
  ["http://128.0.0.1", false],
  ["http://[::2]", false],
])("whether the host of %s is this machine itself is %s", (url, expected) => {
  expect(isLoopback(new URL(url).hostname)).toBe(expected);
});
