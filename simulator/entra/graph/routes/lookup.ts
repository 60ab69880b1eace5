import type { Directory } from "../../state/directory.ts";
import type { Application, ServicePrincipal } from "../../state/entities.ts";
import { badRequest, notFound, NotServed } from "../graphError.ts";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws GraphError 404 when requests see no such application, 400 when the id is no GUID. */
export function getApplication(directory: Directory, id: string): Application {
  return found(directory.findApplication(objectId(id)), id);
}

/** @throws GraphError 404 when requests see no such service principal, 400 when the id is no GUID. */
export function getServicePrincipal(directory: Directory, id: string): ServicePrincipal {
  return found(directory.findServicePrincipal(objectId(id)), id);
}

/** @throws GraphError 404 when the object is missing. */
export function found<T>(object: T | undefined, id: string): T {
  if (object === undefined) throw notFound(id);
  return object;
}

/** @throws GraphError 400 when the id is no GUID, NotServed when it is a word of OData such as `$count`. */
export function objectId(id: string): string {
  if (id.startsWith("$")) throw new NotServed(id);
  if (!guid.test(id)) throw badRequest(`Invalid object identifier '${id}'.`);
  return id.toLowerCase();
}

/**
 * Reads the id from a reference such as `https://graph.microsoft.com/v1.0/directoryObjects/{id}`.
 *
 * @throws GraphError 400 when it is no reference, 404 when nothing that may own an application has the id.
 */
export function readReference(directory: Directory, reference: string): string {
  const id = /^https?:\/\/.+\/(?:directoryObjects|users|servicePrincipals)\/([^/]+)$/i.exec(reference)?.[1];
  if (id === undefined)
    throw badRequest(`Invalid URL format specified in @odata.bind or @odata.id: '${reference}'.`);
  if (!directory.isPossibleOwner(objectId(id))) throw notFound(id);
  return id.toLowerCase();
}
