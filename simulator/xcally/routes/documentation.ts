import { Hono } from "hono";
import { html } from "hono/html";
import type { Field } from "../fields.ts";
import type { Entity } from "../entities.ts";
import type { Resource } from "../resource.ts";

/** A route in the format of apiDoc's `api_data.json`. */
interface Endpoint {
  readonly type: string;
  readonly url: string;
  readonly title: string;
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly parameter?: { readonly fields: { readonly Parameter: readonly Parameter[] } };
}

interface Parameter {
  readonly group: "Parameter";
  readonly type: string;
  readonly optional: boolean;
  readonly field: string;
  readonly description: string;
}

/** What a resource's own documentation is made of. */
export type Documented = Pick<Resource<Entity>, "model" | "path"> & {
  readonly fields: readonly Field<never>[];
};

/** `/apidoc/`, made of the same fields and paths that the API itself uses. */
export function documentationRoutes(resources: readonly Documented[]): Hono {
  const endpoints = [...resources.flatMap(endpointsOf), login];
  const routes = new Hono();
  routes.get("/", (context) => context.html(page(endpoints)));
  routes.get("/api_data.json", (context) => context.json(endpoints));
  return routes;
}

function endpointsOf({ model, path, fields }: Documented): Endpoint[] {
  const url = `/api${path}`;
  const endpoint = (type: string, at: string, verb: string, parameters?: readonly Parameter[]): Endpoint => ({
    type,
    url: at,
    title: `${verb} ${model}`,
    name: `${verb}${model}`,
    group: model,
    version: "0.0.0",
    ...(parameters && { parameter: { fields: { Parameter: parameters } } }),
  });
  const parameters = (creating: boolean): Parameter[] =>
    fields.map(({ wireName, type, required, description }) => ({
      group: "Parameter",
      type: type.charAt(0).toUpperCase() + type.slice(1),
      optional: !(required && creating),
      field: wireName,
      description,
    }));
  return [
    endpoint("get", url, "List"),
    endpoint("get", `${url}/:id`, "Get"),
    endpoint("post", url, "Create", parameters(true)),
    endpoint("put", `${url}/:id`, "Update", parameters(false)),
    endpoint("delete", `${url}/:id`, "Delete"),
  ];
}

const login: Endpoint = {
  type: "post",
  url: "/api/auth/local",
  title: "Sign in",
  name: "SignIn",
  group: "Authentication",
  version: "0.0.0",
  parameter: {
    fields: {
      Parameter: ["name", "password"].map((field) => ({
        group: "Parameter",
        type: "String",
        optional: false,
        field,
        description: `The user's ${field}`,
      })),
    },
  },
};

const page = (endpoints: readonly Endpoint[]) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <title>XCALLY API</title>
      </head>
      <body>
        <h1>XCALLY API</h1>
        <ul>
          ${endpoints.map(({ type, url, title }) => html`<li><code>${type.toUpperCase()} ${url}</code> ${title}</li>`)}
        </ul>
      </body>
    </html>`;
