import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { aadstsCodes } from "../../entra/aadsts.ts";
import { mailTest } from "../simulator/mail/mailTest.ts";
import type { BrokenLink } from "./brokenLink.ts";
import { follow } from "./chain.ts";
import type { Outcome } from "./chain.ts";
import { doctorRoles, doctorSays } from "./doctorSays.ts";
import type { Diagnosis } from "./doctorSays.ts";
import { mailLinks } from "./mailLinks.ts";
import { cellsOf, rowsOf, tableOf } from "./page.ts";
import { signInLinks } from "./signInLinks.ts";
import { tokenLinks } from "./tokenLinks.ts";

/** Goes the whole way, and has the doctor look when the link is broken and nothing has met that yet. */
async function diagnoseAndFollow(link: BrokenLink): Promise<Outcome & { readonly doctor: Diagnosis }> {
  let doctor: Diagnosis | undefined;
  const outcome = await follow(link, {
    deployerRoles: doctorRoles,
    beforehand: async (chain) => {
      doctor = await doctorSays(chain, link);
      expect([...chain.entra.unexpectedRequests, ...chain.xcally.unexpectedRequests]).toEqual([]);
    },
  });
  if (!doctor) throw new Error("The doctor has not looked.");
  return { ...outcome, doctor };
}

/** What the doctor is to say. */
function expected({ doctor }: BrokenLink): Diagnosis {
  if ("says" in doctor) return { withoutToken: doctor.says, withToken: undefined };
  if ("saysWithToken" in doctor) return { withoutToken: [], withToken: doctor.saysWithToken };
  return { withoutToken: [], withToken: doctor.evenWithToken === true ? [] : undefined };
}

const whole: readonly (readonly [string, BrokenLink])[] = (["support", "info"] as const).map((of) => [
  of,
  {
    link: "none",
    of,
    at: "nowhere",
    code: "1 sent",
    doctor: { cannotKnow: "Nothing is wrong.", evenWithToken: true },
  },
]);

mailTest.each(whole)(
  "with every link in place, mail of %s comes and goes, and the doctor finds nothing wrong",
  async (_, link) => {
    expect(await diagnoseAndFollow(link)).toEqual({ at: "nowhere", text: "1 sent", doctor: expected(link) });
  },
);

/** The faults by the heading that they have in docs/faults.md. */
const sections = [
  ["At sign-in", signInLinks],
  ["When XCALLY asks for a token", tokenLinks],
  ["At the mail server", mailLinks],
] as const;

describe.each(sections)(
  "%s a broken link shows with Microsoft's code, and the doctor names it beforehand where it can:",
  (_, links) => {
    mailTest.each(links.map((link) => [`${link.link}: ${link.code}`, link] as const))(
      "%s",
      async (_name, link) => {
        const { at, text, doctor } = await diagnoseAndFollow(link);
        // A longer number that begins with this one is another code.
        const start = link.code.startsWith("AADSTS") ? `${link.code}: ` : link.code;
        expect({ at, text: text.startsWith(start) ? start : text, doctor }).toEqual({
          at: link.at,
          text: start,
          doctor: expected(link),
        });
      },
    );
  },
);

test("every AADSTS code among them is explained in the project's own table", () => {
  const codes = [...signInLinks, ...tokenLinks].map(({ code }) => Number(code.replace("AADSTS", "")));
  expect(codes.filter((code) => !aadstsCodes.has(code))).toEqual([]);
});

/** `RECORD=1` before the command that runs this file writes the tables anew; `npm run format` and a look at what git shows come after. */
describe("docs/faults.md has this table:", () => {
  const file = join(import.meta.dirname, "../../docs/faults.md");

  test.each(sections)("%s", (heading, links) => {
    const page = readFileSync(file, "utf8");
    const start = page.indexOf(`## ${heading}\n`);
    const end = page.indexOf("\n## ", start);
    const section = page.slice(start, end < 0 ? undefined : end);
    if (process.env["RECORD"] !== undefined) {
      const text = section.replace(/^\|.*\n?/gm, "").trimEnd();
      writeFileSync(
        file,
        page.replace(section, () => `${text}\n\n${tableOf(links)}`),
      );
    } else {
      expect(start).toBeGreaterThan(0);
      expect(rowsOf(section)).toEqual(links.map(cellsOf));
    }
  });
});
