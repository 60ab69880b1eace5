import * as pulumi from "@pulumi/pulumi";
import { cloudProviderType } from "./existingRegistration.ts";
import type { KnownSubject } from "./knownMailboxes.ts";

/** Warns once of a redirect URI that is another than before: with a wrong one nobody can sign in any more. */
export function sayRedirectUriChange(all: readonly KnownSubject[], redirectUri: string): void {
  const before = new Set(
    all.flatMap(({ subject, state }) => state.text(cloudProviderType, subject.name, "redirectUri") ?? []),
  );
  before.delete(redirectUri);
  if (before.size === 0) return;
  void pulumi.log.warn(
    `The redirect URI of the applications changes from ${[...before].join(" and ")} to ${redirectUri}: Entra ID refuses every sign-in (AADSTS50011) ` +
      `unless that is XCALLY's callback to the letter. Mail of those who have signed in keeps flowing.`,
  );
}
