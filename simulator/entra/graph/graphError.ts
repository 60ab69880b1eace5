import { randomUUID } from "node:crypto";

/** More about one property that an error is about. */
export interface ErrorDetail {
  readonly code: string;
  readonly message?: string;
  readonly target: string;
}

/** A refusal of Graph. */
export class GraphError extends Error {
  readonly status: number;
  /** Graph's error code, such as `Request_BadRequest`. */
  readonly code: string;
  readonly details: readonly ErrorDetail[] | undefined;

  constructor(status: number, code: string, message: string, details?: readonly ErrorDetail[]) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** Something in the request is wrong. */
export function badRequest(message: string, details?: readonly ErrorDetail[]): GraphError {
  return new GraphError(400, "Request_BadRequest", message, details);
}

/** A value that the property cannot take. */
export function invalidValue(property: string, resource: string): GraphError {
  return badRequest(`Invalid value specified for property '${property}' of resource '${resource}'.`, [
    { code: "InvalidValue", target: property },
  ]);
}

/** There is no such object. Clients match this text, so it must stay as it is. */
export function notFound(id: string): GraphError {
  return new GraphError(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** There is such an object already. */
export function alreadyExists(message: string): GraphError {
  return new GraphError(409, "Request_MultipleObjectsWithSameKeyValue", message);
}

/** The caller may not do this. */
export function forbidden(): GraphError {
  return new GraphError(
    403,
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation.",
  );
}

/** The caller has not shown a valid token. */
export function unauthorized(message: string): GraphError {
  return new GraphError(401, "InvalidAuthenticationToken", message);
}

/** Graph can do this, the stand-in cannot. Such a request also counts as unexpected. */
export class NotServed extends GraphError {
  constructor(what: string) {
    super(501, "NotImplemented", `The stand-in of Microsoft Graph does not serve ${what}.`);
  }
}

/** The body of an error as Graph writes it. */
export function graphErrorBody(
  code: string,
  message: string,
  now: Date,
  requestId: string = randomUUID(),
  details?: readonly ErrorDetail[],
): Record<string, unknown> {
  return {
    error: {
      code,
      message,
      ...(details ? { details } : {}),
      innerError: {
        date: now.toISOString().slice(0, 19),
        "request-id": requestId,
        "client-request-id": requestId,
      },
    },
  };
}
