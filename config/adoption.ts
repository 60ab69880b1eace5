import { z } from "zod";
import { describeValue } from "./describeValue.ts";
import { readObject, type Place } from "./read.ts";
import { asWritten } from "./rotation.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/** What people made by hand and the stack takes over as it is: named by ids, never found by a name. */
export interface Adoption {
  /** Id of the Cloud Provider in XCALLY. */
  readonly cloudProviderId: number;
  /** Object id of the application in Entra ID. Without it and `clientId` the mailbox gets an application of the stack's. */
  readonly applicationObjectId?: string;
  /** Client id of the application; beside `applicationObjectId` both must be of the same one. */
  readonly clientId?: string;
  /**
   * Day, `YYYY-MM-DD` in UTC, on which XCALLY gets a secret of the stack's; until then it keeps the one that people gave it.
   * Defaults to none: it gets one in the run that adopts.
   */
  readonly keepSecretUntil?: string;
}

const cloudProviderId = "Write the Cloud Provider's id in XCALLY, a whole number from 1 on, without quotes.";
const objectId =
  "Write the application's object id in Entra ID, such as 3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b.";
const clientId = "Write the application's client id, such as 3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b.";
const day = "Write the day on which XCALLY is to get a secret of the stack's, such as 2026-12-01.";

const fields = {
  cloudProviderId: z.int(cloudProviderId).min(1, cloudProviderId),
  applicationObjectId: z.guid(objectId).toLowerCase().optional(),
  clientId: z.guid(clientId).toLowerCase().optional(),
  keepSecretUntil: z.string(day).transform(asWritten).pipe(z.iso.date(day)).optional(),
};

/** Reads a mailbox's `adopt`; undefined where something is wrong with it. */
export function readAdoption(value: unknown, place: Place): Adoption | undefined {
  const { partial, complete } = readObject(value, fields, place);
  const { applicationObjectId, clientId, keepSecretUntil } = partial;
  if (keepSecretUntil !== undefined && applicationObjectId === undefined && clientId === undefined) {
    place.report({
      path: `${place.path}.keepSecretUntil`,
      message:
        `${describeValue(keepSecretUntil)} is not allowed without applicationObjectId or clientId: the secret that XCALLY has is one of ` +
        `that application. Name the application, or remove keepSecretUntil.`,
    });
    return undefined;
  }
  if (complete === undefined) return undefined;
  return {
    cloudProviderId: complete.cloudProviderId,
    ...withoutUndefined({ applicationObjectId, clientId, keepSecretUntil }),
  };
}
