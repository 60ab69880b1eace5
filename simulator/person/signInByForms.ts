import { fetch } from "undici";
import type { EntraSimulator } from "../entra/index.ts";
import type { XcallySimulator } from "../xcally/index.ts";
import { Browser, readPage } from "./browser.ts";
import type { Person } from "./browser.ts";

/** The page at which a sign-in ended. */
export interface SignInEnding {
  /** Whose page it is. */
  readonly at: "Entra ID" | "XCALLY";
  readonly heading: string;
  /** What went wrong, as the page says it; undefined where nothing did, or a page still asks for something. */
  readonly alert: string | undefined;
}

/** The stand-ins between which a person goes. */
export interface SignInParties {
  readonly entra: EntraSimulator;
  readonly xcally: XcallySimulator;
}

/**
 * Plays a person who signs in for a Cloud Provider, page by page as a browser without scripts does: from XCALLY, as its administrator, to
 * Entra ID, and back to where that sends them.
 */
export async function signInByForms(
  { entra, xcally }: SignInParties,
  cloudProviderId: number,
  person: Person,
): Promise<SignInEnding> {
  const credentials = Buffer.from(`${xcally.user}:${xcally.password}`).toString("base64");
  const begun = await fetch(xcally.authenticateUrl(cloudProviderId), {
    redirect: "manual",
    headers: { authorization: `Basic ${credentials}` },
  });
  const authorizeUrl = begun.headers.get("location");
  if (authorizeUrl === null) return { at: "XCALLY", heading: "", alert: await begun.text() };
  const place = await new Browser(entra.url).pass(authorizeUrl, person);
  if (place.kind === "page") return { at: "Entra ID", heading: place.heading, alert: place.alert };
  const back = await fetch(`${place.to}?${new URLSearchParams(place.parameters).toString()}`);
  const { heading, alert } = readPage(back.status, await back.text());
  return { at: "XCALLY", heading, alert };
}
