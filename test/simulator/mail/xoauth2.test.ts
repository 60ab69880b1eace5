import { expect, test } from "@jest/globals";
import { parseXoauth2 } from "../../../simulator/mail/xoauth2.ts";

const encode = (text: string) => Buffer.from(text.replaceAll("^A", "\u0001")).toString("base64");

test("Microsoft's form is read", () => {
  expect(parseXoauth2(encode("user=alex@contoso.com^Aauth=Bearer abc.def=^A^A"))).toEqual({
    user: "alex@contoso.com",
    token: "abc.def=",
  });
});

test.each([
  ["nothing", ""],
  ["no base64", "*"],
  ["another order", encode("auth=Bearer abc^Auser=alex@contoso.com^A^A")],
  ["no Bearer", encode("user=alex@contoso.com^Aauth=abc^A^A")],
  ["one control character at the end", encode("user=alex@contoso.com^Aauth=Bearer abc^A")],
  ["more after the end", encode("user=alex@contoso.com^Aauth=Bearer abc^A^Amore")],
])("%s is not of that form", (_, response) => {
  expect(parseXoauth2(response)).toBeUndefined();
});
