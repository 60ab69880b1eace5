/**
 * The id that Entra ID gives to a delegated permission grant: the GUIDs of the client's and the resource's service
 * principal, and of the user for a consent of one user, each in the byte order of .NET, together in base64url without
 * padding. Not documented; found by decoding ids in public examples.
 */
export function grantId(clientId: string, resourceId: string, principalId: string | null): string {
  const guids = principalId === null ? [clientId, resourceId] : [clientId, resourceId, principalId];
  return Buffer.concat(guids.map(dotNetBytes)).toString("base64url");
}

/** .NET writes the first three fields of a GUID little-endian and the rest as they are. */
function dotNetBytes(guid: string): Buffer {
  const bytes = Buffer.from(guid.replaceAll("-", ""), "hex");
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
