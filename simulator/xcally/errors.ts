import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An answer other than success; `message` is the body's `message`, as XCALLY's error bodies carry it. */
export class ApiError extends Error {
  readonly status: ContentfulStatusCode;

  constructor(status: ContentfulStatusCode, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

/** No record has this id. */
export const notFound = (): ApiError => new ApiError(404, "Not Found");

/** Words as Sequelize passes them on from MySQL, which public integrations report as a 500. */
export const noSuchCloudProvider = (): ApiError =>
  new ApiError(500, `Cannot add or update a child row: a foreign key constraint fails ${constraint}`);

/** Words as Sequelize passes them on from MySQL, which public integrations report as a 500. */
export const cloudProviderInUse = (): ApiError =>
  new ApiError(500, `Cannot delete or update a parent row: a foreign key constraint fails ${constraint}`);

const constraint =
  "(`xcally`.`mail_accounts`, CONSTRAINT `mail_accounts_ibfk_2` FOREIGN KEY (`CloudProviderId`) " +
  "REFERENCES `cloud_providers` (`id`) ON UPDATE CASCADE)";
