import { z } from "zod";
import type { Actor } from "../../entra/explanation.ts";

/** What a check came to. `SKIP`: it could not be looked at. */
export type Status = "PASS" | "WARN" | "FAIL" | "SKIP";

/** Who can do something about a finding. */
export type Responsible =
  | "whoever runs the stack"
  | "XCALLY administrator"
  | "Entra ID administrator"
  | "Exchange administrator"
  | "the person who signs in";

/** What one check found. Nothing in it is secret. */
export type Finding = {
  /** What is so: a sentence, which names the mailbox where there is one. */
  readonly says: string;
} & (
  | { readonly status: "PASS" | "SKIP" }
  | {
      readonly status: "WARN" | "FAIL";
      /** What to do: a sentence that begins with a verb. */
      readonly action: string;
      readonly who: Responsible;
    }
);

/** All is well here. */
export function pass(says: string): Finding {
  return { status: "PASS", says };
}

/** This could not be looked at; the sentence says why. */
export function skip(says: string): Finding {
  return { status: "SKIP", says };
}

/** Mail flows, but somebody should look at this. */
export function warn(says: string, who: Responsible, action: string): Finding {
  return { status: "WARN", says, who, action };
}

/** Mail does not flow, or the next `pulumi up` fails. */
export function fail(says: string, who: Responsible, action: string): Finding {
  return { status: "FAIL", says, who, action };
}

const responsible: Readonly<Record<Actor, Responsible>> = {
  deployer: "whoever runs the stack",
  administrator: "Entra ID administrator",
  exchangeAdministrator: "Exchange administrator",
  personSigningIn: "the person who signs in",
};

/** Who it is that an explanation of an error names. */
export function responsibleFor(actor: Actor): Responsible {
  return responsible[actor];
}

/** A clause as a sentence. */
export function sentence(clause: string): string {
  const text = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** What only an administrator of the tenant can do, as the project's messages word it. */
const ofAdministrators =
  /^(?:ask an administrator of the tenant to|(?=give the deployer |make the deployer an owner))\s*/;

/**
 * A failure of the project's own code, whose messages are `what failed: reason; what to do.`
 *
 * @param error an Error, or such a message.
 */
export function failOf(error: unknown): Finding {
  const message = messageOf(error);
  const at = message.lastIndexOf("; ");
  if (at < 0) return fail(sentence(message), "whoever runs the stack", "Correct what the message names.");
  const action = message.slice(at + 2);
  return fail(
    sentence(message.slice(0, at)),
    ofAdministrators.test(action) ? "Entra ID administrator" : "whoever runs the stack",
    sentence(action.replace(ofAdministrators, "")),
  );
}

const messageSchema = z.object({ message: z.string() });

/** What an error says. */
export function messageOf(error: unknown): string {
  return messageSchema.safeParse(error).data?.message ?? String(error);
}

/** Runs a check of which a failure is a finding, and leaves the other checks alone. */
export async function looking(check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [failOf(error)];
  }
}
