import type { CloudProviderRecord } from "../client/index.ts";
import type { State } from "./cloudProviderRecord.ts";
import { OperationError } from "./failure.ts";

/**
 * Whether the record carries our marker, or was made by us on a server that has lost the marker at once.
 *
 * @param written the marker of an update that was cut off, which may be on the record already. Defaults to none.
 */
export function isOurs(
  found: CloudProviderRecord,
  { marker, isUnmarked }: State,
  written: string = marker,
): boolean {
  if (found.marker === undefined) return isUnmarked === true;
  return found.marker === marker || found.marker === written;
}

/** Refuses to change or delete a record that is not ours. @throws OperationError with what to do. */
export function requireOurs(found: CloudProviderRecord, state: State, written?: string): void {
  if (isOurs(found, state, written)) return;
  throw new OperationError(
    `The Cloud Provider ${found.id} of mailbox ${state.mailbox} no longer carries our marker ${state.marker}, so it is left alone. ` +
      `Put the marker back in XCALLY, or, if the record is somebody else's now, take this resource out of the state with ` +
      `pulumi state delete; then run pulumi again.`,
  );
}

/**
 * What the name says where the marker is lost: state keeps the marker that proves the record to be ours, so the name is
 * where people see the difference.
 */
export function shownName(found: CloudProviderRecord, state: State): string | undefined {
  if (isOurs(found, state)) return found.name;
  return `${found.name ?? state.name} (${found.marker === undefined ? "without a marker" : `with the marker ${found.marker}`})`;
}
