import type { CloudProviderRecord } from "../client/index.ts";
import type { Inputs } from "./cloudProviderRecord.ts";
import { OperationError } from "./failure.ts";
import type { Operation } from "./session.ts";

type Adoption = NonNullable<Inputs["adopt"]>;

/**
 * Makes a Cloud Provider and gives its id, unless one with the marker is there already, made by a run that was cut off, or one is to be adopted.
 *
 * @throws OperationError one sentence: several carry the marker, people have made one of the same name, or the one to adopt is not fit for it.
 */
export async function createOrTakeOver(operation: Operation, inputs: Inputs): Promise<string> {
  const { cloudProviders, existing } = operation;
  const all = await existing.cloudProviders();
  const [mine, ...others] = all.filter(({ marker }) => marker === inputs.marker);
  if (others.length > 0) throw ambiguous([mine, ...others], inputs);
  if (mine !== undefined && (await cloudProviders.update(mine.id, inputs))) return mine.id;
  if (inputs.adopt !== undefined) return adopt(operation, inputs.adopt, inputs);
  requireNoNamesake(all, inputs);
  try {
    return (await cloudProviders.create(inputs)).id;
  } catch (error) {
    // It may have been made all the same: whoever tries again in this process must see it.
    existing.forget();
    throw error;
  }
}

/** Takes over a Cloud Provider that people have made: it is changed in place and carries our marker from then on. */
async function adopt(
  { cloudProviders, mailAccounts }: Operation,
  { id, withApplication }: Adoption,
  inputs: Inputs,
): Promise<string> {
  const { mailbox, clientId } = inputs;
  const found = await cloudProviders.find(id);
  if (found === undefined) {
    throw new OperationError(
      `Mailbox ${mailbox} is to adopt the Cloud Provider ${id}, but XCALLY has none with this id. ` +
        `Correct adopt.cloudProviderId, or remove adopt to have one made.`,
    );
  }
  if (found.clientId !== undefined && found.clientId !== clientId) {
    if (withApplication) {
      throw new OperationError(
        `Mailbox ${mailbox} is to adopt the Cloud Provider ${id} with the application ${clientId}, but that Cloud Provider signs in as the ` +
          `application ${found.clientId}. Correct adopt.applicationObjectId, adopt.clientId or adopt.cloudProviderId.`,
      );
    }
    const users = await mailAccounts.usersOf(id);
    if (users.length > 1) {
      const names = users.map(({ name, email }) => `${name} (${email})`).join(", ");
      throw new OperationError(
        `Mailbox ${mailbox} is to adopt the Cloud Provider ${id} with a new application, but several mail accounts sign in with it: ${names}. ` +
          `Name its application with adopt.applicationObjectId, or remove adopt to give this mailbox a Cloud Provider of its own.`,
      );
    }
  }
  if (!(await cloudProviders.update(id, inputs))) throw gone(id, inputs);
  return id;
}

/** Refuses to make a second Cloud Provider beside one of the same name that people have made: it may be the mailbox's own. */
function requireNoNamesake(all: readonly CloudProviderRecord[], { name, mailbox }: Inputs): void {
  const namesake = all.find((record) => record.marker === undefined && record.name === name);
  if (namesake === undefined) return;
  throw new OperationError(
    `XCALLY has a Cloud Provider ${namesake.id} with the name ${name} of mailbox ${mailbox} already, and this stack did not make it. ` +
      `Take it over with adopt: {cloudProviderId: ${namesake.id}} on the mailbox, or give the mailbox another displayName.`,
  );
}

/** What there is to say of a Cloud Provider that is not there any more. */
export function gone(id: string, { mailbox }: Inputs): OperationError {
  return new OperationError(
    `The Cloud Provider ${id} of mailbox ${mailbox} no longer exists in XCALLY. ` +
      `Run pulumi refresh and then pulumi up, which makes a new one.`,
  );
}

function ambiguous(
  found: readonly (CloudProviderRecord | undefined)[],
  { marker, mailbox }: Inputs,
): OperationError {
  const ids = found.map((record) => record?.id).join(" and ");
  return new OperationError(
    `The Cloud Providers ${ids} carry the marker ${marker} of mailbox ${mailbox}, but only one can be its own. ` +
      `Delete the copies in XCALLY, or take the marker out of their names, and run pulumi up again.`,
  );
}
