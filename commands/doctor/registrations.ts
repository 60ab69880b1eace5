import type { Settings } from "../../config/settings.ts";
import { mailPermissions, type PermissionName, type Protocol } from "../../entra/permissions.ts";
import { labelOf, type MailboxOutput, type Stack } from "./stack.ts";

/** An application that the stack has made or adopted, and what it is for. */
export interface StackRegistration {
  /** Whose it is: `of mailbox support (support@contoso.com)`. */
  readonly label: string;
  readonly output: MailboxOutput;
  /** The delegated permissions that it needs, by name. */
  readonly permissions: readonly PermissionName[];
  /** Those of its mailboxes. */
  readonly protocols: readonly Protocol[];
  /** Whether people have made it, so that the stack changes none of its settings. */
  readonly isAdopted: boolean;
}

/** The applications that a stack has by its outputs; none before the first `pulumi up`. */
export function registrationsOf(
  { application, mailboxes, additionalPermissions }: Settings,
  outputs: Stack["outputs"],
): readonly StackRegistration[] {
  const permissionsFor = (protocols: readonly Protocol[]) => [
    ...new Set([...mailPermissions(protocols), ...additionalPermissions]),
  ];
  const [first] = mailboxes;
  if (application === "shared" && first !== undefined) {
    const output = outputs[first.key];
    const protocols = mailboxes.flatMap((mailbox) => mailbox.protocols);
    const permissions = permissionsFor(protocols);
    const shared = { label: "shared by all mailboxes", permissions, protocols, isAdopted: false };
    return output === undefined ? [] : [{ ...shared, output }];
  }
  return mailboxes.flatMap((mailbox) => {
    const { key, protocols, adopt } = mailbox;
    const output = outputs[key];
    if (output === undefined) return [];
    const isAdopted = adopt?.applicationObjectId !== undefined || adopt?.clientId !== undefined;
    const label = `of mailbox ${labelOf(mailbox)}`;
    return [{ label, output, permissions: permissionsFor(protocols), protocols, isAdopted }];
  });
}
