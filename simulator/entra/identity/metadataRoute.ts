import { Hono } from "hono";
import type { NodeEnvironment } from "../../shared/listen.ts";

/** Where clients are sent. */
export interface CloudAddresses {
  /** Origin of sign-in and Graph. */
  readonly url: string;
  /** Host and port of the https listener. */
  readonly metadataHost: string;
}

/**
 * `GET /metadata/endpoints`: the description of a cloud that Azure Resource Manager serves and from which clients learn
 * where to sign in and where Graph is.
 */
export function metadataRoute(addresses: () => CloudAddresses): Hono<NodeEnvironment> {
  const routes = new Hono<NodeEnvironment>();
  routes.get("/metadata/endpoints", (context) => {
    const apiVersion = context.req.query("api-version");
    if (apiVersion !== "2022-09-01") {
      const message = `The api-version '${apiVersion ?? ""}' is invalid.`;
      return context.json({ error: { code: "InvalidApiVersionParameter", message } }, 400);
    }
    const { url, metadataHost } = addresses();
    return context.json({
      name: "LoopbackCloud",
      portal: url,
      resourceManager: `https://${metadataHost}/`,
      microsoftGraphResourceId: `${url}/graph/`,
      graph: `${url}/graph/`,
      graphAudience: `${url}/graph/`,
      gallery: url,
      batch: url,
      media: url,
      sqlManagement: url,
      authentication: {
        loginEndpoint: url,
        audiences: [`https://${metadataHost}/`],
        tenant: "common",
        identityProvider: "AAD",
      },
      suffixes: {},
    });
  });
  return routes;
}
