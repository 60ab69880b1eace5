import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import type { Person } from "../../../simulator/person/browser.ts";
import type { SignInEnding, SignInParties } from "../../../simulator/person/signInByForms.ts";
import { findChromium } from "./find.ts";

/**
 * Signs a person in for a Cloud Provider with a real browser, as `signInByForms` does without one.
 *
 * @throws Error where there is no Chromium.
 */
export async function signInWithChromium(
  { entra, xcally }: SignInParties,
  cloudProviderId: number,
  person: Person,
): Promise<SignInEnding> {
  const browser = await launch();
  try {
    const { user: username, password } = xcally;
    const context = await browser.newContext({ httpCredentials: { username, password } });
    const page = await context.newPage();
    await page.goto(xcally.authenticateUrl(cloudProviderId));
    for (;;) {
      const alert = page.getByRole("alert");
      const button = page.getByRole("button").first();
      const isOver = (await alert.count()) > 0 || (await button.count()) === 0;
      if (isOver) {
        return {
          at: page.url().startsWith(`${entra.url}/`) ? "Entra ID" : "XCALLY",
          heading: (await page.getByRole("heading").first().textContent())?.trim() ?? "",
          alert: (await alert.count()) > 0 ? ((await alert.textContent())?.trim() ?? "") : undefined,
        };
      }
      await fillIn(page, person);
    }
  } finally {
    await browser.close();
  }
}

/** Does what the page at Entra ID asks for, and waits for the next one. */
async function fillIn(
  page: Page,
  { loginfmt = "", passwd = "", otc = "", decision = "accept" }: Person,
): Promise<void> {
  const fields = [
    ["User name", loginfmt],
    ["Password", passwd],
    ["Code", otc],
  ] as const;
  for (const [label, value] of fields) {
    const field = page.getByLabel(label);
    if ((await field.count()) > 0) await field.fill(value);
  }
  const cancel = page.getByRole("button", { name: "Cancel" });
  const press =
    decision === "cancel" && (await cancel.count()) > 0 ? cancel : page.getByRole("button").first();
  await Promise.all([page.waitForEvent("load"), press.click()]);
}

/** Chromium's own sandbox does not run as root. */
function launch(): Promise<Browser> {
  const chromiumHere = findChromium();
  if (!chromiumHere.found) throw new Error(`Could not start Chromium: ${chromiumHere.reason}.`);
  return chromium.launch({ executablePath: chromiumHere.path, chromiumSandbox: process.getuid?.() !== 0 });
}
