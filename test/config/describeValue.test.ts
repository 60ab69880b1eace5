import { expect, test } from "@jest/globals";
import { describeValue } from "../../config/describeValue.ts";

test.each([
  ["https://me:secret@host/path", '"https://***@host/path"'],
  ["https:/me:sec/ret@host", '"https:/***@host"'],
  ["me:secret@host", '"me:***@host"'],
  ["https://host/?apikey=secret", '"https://host/?***"'],
  ["-----BEGIN RSA PRIVATE KEY-----\nsecret", "A text in PEM form"],
  ["support@contoso.com", '"support@contoso.com"'],
  ["a\u0000b\u202ec\n", '"a\\u0000b\\u202ec\\n"'],
  [{ password: "secret" }, "This object"],
  [["secret"], "This list"],
  [[], "An empty list"],
  [null, "null"],
  [true, "true"],
  [1.5, "1.5"],
])("%j is shown as %s", (value, shown) => {
  expect(describeValue(value)).toBe(shown);
});
