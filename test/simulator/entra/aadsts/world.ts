import { z } from "zod";
import { startEntraSimulator } from "../../../../simulator/entra/index.ts";
import type { Account, EntraSimulator } from "../../../../simulator/entra/index.ts";
import type { Page, Return } from "../../../../simulator/person/browser.ts";
import type { Answer } from "../graphClient.ts";
import { createMailClient } from "../mailClient.ts";
import type { MailClient } from "../mailClient.ts";

/** A tenant with one application for a mailbox, consented to on Exchange Online. */
export interface World {
  readonly simulator: EntraSimulator;
  readonly client: MailClient;
  /** The account of the person who signs in. */
  readonly account: Account;
  /** Turns the clock on by so many seconds. */
  readonly pass: (seconds: number) => void;
}

/** A tenant that exists beside the world's. */
export const otherTenant = "fabrikam.com";

/** Starts a world at the beginning of 2027. */
export async function startWorld(): Promise<World> {
  let now = new Date("2027-01-01T00:00:00Z");
  const simulator = await startEntraSimulator({
    now: () => now,
    otherTenants: [{ domain: otherTenant, users: [{ userPrincipalName: "pat@fabrikam.com" }] }],
  });
  return {
    simulator,
    client: await createMailClient(simulator),
    account: simulator.account("support@contoso.com"),
    pass(seconds) {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
}

/** Where an error appears: on a page, in the address that the browser goes back to, or as the token endpoint's answer. */
export type Place = "page" | "return" | "token";

/** What can be seen of an error. */
export interface Seen {
  readonly place: Place;
  /** Only of the token endpoint; that of the pages is not known. */
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly suberror: string | undefined;
  readonly codes: readonly number[];
  /** The text after the code, without what support asks for. */
  readonly text: string;
  /** Whether the client is told of a policy that it has to satisfy. */
  readonly hasClaims: boolean;
}

const bodySchema = z.object({
  error: z.string(),
  error_description: z.string(),
  error_codes: z.array(z.number()),
  suberror: z.string().optional(),
  claims: z.string().optional(),
});
const returnSchema = z.object({
  error: z.string(),
  error_description: z.string(),
  state: z.literal("the state"),
});

/** Reads an error, wherever it appears. */
export function see(what: Page | Return | Answer): Seen {
  if ("body" in what) {
    const {
      error,
      error_description: description,
      error_codes: codes,
      suberror,
      claims,
    } = bodySchema.parse(what.body);
    const { text } = split(description);
    return {
      place: "token",
      status: what.status,
      error,
      suberror,
      codes,
      text,
      hasClaims: claims !== undefined,
    };
  }
  const none = { status: undefined, suberror: undefined, hasClaims: false };
  if (what.kind === "page") {
    const { code, text } = split(what.alert ?? "");
    return { place: "page", error: undefined, codes: [code], text, ...none };
  }
  const { error, error_description: description } = returnSchema.parse(what.parameters);
  const { code, text } = split(description);
  return { place: "return", error, codes: [code], text, ...none };
}

function split(description: string): { readonly code: number; readonly text: string } {
  const [, code = "", text = ""] = /^AADSTS(\d+): (.*?)(?: Trace ID: .*)?$/s.exec(description) ?? [];
  return { code: Number(code), text };
}
