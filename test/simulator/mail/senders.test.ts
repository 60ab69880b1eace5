import { expect, test } from "@jest/globals";
import { sendersOf } from "../../../simulator/mail/submission/senders.ts";

test.each([
  ["an address alone", "From: alex@contoso.com", ["alex@contoso.com"]],
  ["a name with the address", 'From: "Doe, Alex" <alex@contoso.com>', ["alex@contoso.com"]],
  ["a header over two lines", "from: Alex Doe\r\n <alex@contoso.com>", ["alex@contoso.com"]],
  ["two addresses", "From: alex@contoso.com, robin@contoso.com", ["alex@contoso.com", "robin@contoso.com"]],
  ["no From header", "Subject: Hello", []],
])("the header's senders are found: %s", (_, header, expected) => {
  const raw = Buffer.from(`To: x@example.com\r\n${header}\r\n\r\nFrom: not@a.header\r\n`);
  expect(sendersOf("envelope@contoso.com", raw)).toEqual(["envelope@contoso.com", ...expected]);
});

test("an empty sender of the envelope, as of a bounce, names nobody", () => {
  expect(sendersOf("", Buffer.from("Subject: Hello\r\n\r\n"))).toEqual([]);
});
