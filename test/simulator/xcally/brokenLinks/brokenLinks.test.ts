import { describe, expect, test } from "@jest/globals";
import { aadstsCodes } from "../../../../entra/aadsts.ts";
import { mailTest } from "../../mail/mailTest.ts";
import { follow } from "./chain.ts";
import type { BrokenLink } from "./chain.ts";
import { mailLinks } from "./mailLinks.ts";
import { signInLinks } from "./signInLinks.ts";
import { tokenLinks } from "./tokenLinks.ts";

const whole: readonly (readonly [string, BrokenLink])[] = (["support", "info"] as const).map((of) => [
  of,
  { link: "none", of, at: "nowhere", code: "1 sent" },
]);

mailTest.each(whole)("with every link in place, mail of %s comes and goes", async (_, link) => {
  expect(await follow(link)).toEqual({ at: "nowhere", text: "1 sent" });
});

describe.each([
  ["at sign-in", signInLinks],
  ["when XCALLY asks for a token", tokenLinks],
  ["at the mail server", mailLinks],
])("a link that is broken shows with Microsoft's code %s:", (_, links) => {
  mailTest.each(links.map((link) => [`${link.link}: ${link.code}`, link] as const))(
    "%s",
    async (_name, link) => {
      const { at, text } = await follow(link);
      // A longer number that begins with this one is another code.
      const start = link.code.startsWith("AADSTS") ? `${link.code}: ` : link.code;
      expect({ at, text: text.startsWith(start) ? start : text }).toEqual({ at: link.at, text: start });
    },
  );
});

test("every AADSTS code among them is explained in the project's own table", () => {
  const codes = [...signInLinks, ...tokenLinks].map(({ code }) => Number(code.replace("AADSTS", "")));
  expect(codes.filter((code) => !aadstsCodes.has(code))).toEqual([]);
});
