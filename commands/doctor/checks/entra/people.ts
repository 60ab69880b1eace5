import type { Mailbox } from "../../../../config/mailbox.ts";
import type { Settings } from "../../../../config/settings.ts";
import type { DirectoryUser } from "../../../../entra/inspection.ts";
import { fail, pass, skip, warn, type Finding } from "../../finding.ts";
import { labelOf, type Stack } from "../../stack.ts";
import type { Directory } from "./directory.ts";

/** Whether those who sign in exist, may sign in, and may sign in to the mailbox's application. */
export async function checkPeople(
  directory: Directory,
  { mailboxes, signInAudience }: Pick<Settings, "mailboxes" | "signInAudience">,
  outputs: Stack["outputs"],
): Promise<readonly Finding[]> {
  const all = await Promise.all(
    mailboxes.map(async (mailbox) => {
      const users = await directory.inspection.usersNamed(mailbox.signInUser);
      if (users === undefined) return undefined;
      const [user] = users;
      const clientId = outputs[mailbox.key]?.clientId;
      return [
        existence(mailbox, user, signInAudience === "AzureADMyOrg"),
        ...(user === undefined || clientId === undefined
          ? []
          : await assignment(directory, mailbox, user, clientId)),
      ];
    }),
  );
  if (all.includes(undefined)) {
    return [
      skip("Those who sign in are not looked at: that needs the application permission User.Read.All."),
    ];
  }
  return all.flatMap((findings) => findings ?? []);
}

/** @param ownTenantOnly whether nobody of another tenant, and no personal account, may sign in. */
function existence(mailbox: Mailbox, user: DirectoryUser | undefined, ownTenantOnly: boolean): Finding {
  const label = labelOf(mailbox);
  const name = mailbox.signInUser;
  if (user === undefined && !ownTenantOnly) {
    return skip(
      `Whether ${name}, who signs in for mailbox ${label}, exists is not looked at: the tenant has no such user, and signInAudience lets in others.`,
    );
  }
  if (user === undefined) {
    return fail(
      `The tenant has no user ${name}, who is to sign in for mailbox ${label} (AADSTS50034).`,
      "whoever runs the stack",
      "Set signInUser to the user principal name of somebody who may open the mailbox.",
    );
  }
  if (user.userPrincipalName.toLowerCase() !== name.toLowerCase()) {
    return fail(
      `${name}, who is to sign in for mailbox ${label}, is the mail address of ${user.userPrincipalName}, and nobody signs in with it.`,
      "whoever runs the stack",
      `Set signInUser to ${user.userPrincipalName}.`,
    );
  }
  if (user.accountEnabled === false) {
    return fail(
      `Sign-in is blocked for ${name}, who is to sign in for mailbox ${label} (AADSTS50057).`,
      "Entra ID administrator",
      "Enable sign-in for the user; for a shared mailbox name a delegate in signInUser instead.",
    );
  }
  return pass(`${name}, who signs in for mailbox ${label}, exists.`);
}

/** Only where the application wants those who sign in to be assigned to it. */
async function assignment(
  { inspection }: Directory,
  mailbox: Mailbox,
  user: DirectoryUser,
  clientId: string,
): Promise<readonly Finding[]> {
  const principal = await inspection.principal(clientId);
  if (principal?.appRoleAssignmentRequired !== true) return [];
  const label = labelOf(mailbox);
  const assigned = await inspection.assignedTo(principal.id);
  if (assigned === undefined) {
    return [
      skip(
        `Who is assigned to the application of mailbox ${label} cannot be read: that needs Application.Read.All.`,
      ),
    ];
  }
  if (assigned.some(({ principalId }) => principalId === user.id)) {
    return [pass(`${mailbox.signInUser} is assigned to the application of mailbox ${label}.`)];
  }
  const says = `${mailbox.signInUser} is not assigned to the application of mailbox ${label}, which demands it (AADSTS50105)`;
  const action = "Assign the user to the enterprise application.";
  return assigned.some(({ principalType }) => principalType === "Group")
    ? [warn(`${says}, unless one of the groups that are has the user.`, "Entra ID administrator", action)]
    : [fail(`${says}.`, "Entra ID administrator", action)];
}
