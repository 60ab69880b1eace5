/**
 * What this project assumes of XCALLY's REST API, as data: routes, field names and fixed values, each with a
 * mark in `contractCertainty.ts` that says how well it is known. Nothing else in the project spells a route or a field of XCALLY.
 * A server that differs needs an override in configuration (`contract`), not a change of code; every server
 * documents its own API under `/apidoc/`.
 */
import { z } from "zod";
import { markerTemplate } from "./markerTemplate.ts";

/** Routes, fields and values of one XCALLY server. See {@link defaultContract} for the values. */
export interface Contract {
  /** Path below the server's address that every route starts with. */
  readonly basePath: string;
  /** Routes below {@link Contract.basePath}. One entry of a collection is at `route/id`. */
  readonly routes: {
    readonly cloudProviders: string;
    readonly mailAccounts: string;
    /** Answers a user's name and password with a token; used by the authentication `login`. */
    readonly login: string;
  };
  /**
   * Where a request carries the API key: in the query (`?name=key`) or in the header `name`. In the header
   * `Authorization` the value is `Bearer <key>`, in any other header the key alone.
   */
  readonly apiKey: { readonly in: "query" | "header"; readonly name: string };
  readonly cloudProvider: {
    /** XCALLY's name of each field of a Cloud Provider; `null` means that the field is never sent. */
    readonly fields: {
      readonly name: string;
      readonly service: string | null;
      readonly type: string | null;
      readonly clientId: string | null;
      readonly clientSecret: string | null;
      readonly tenantId: string | null;
      readonly redirectUri: string | null;
      /**
       * The field that says whether a person has signed in; only read, never written. `null` means that there is none, so that
       * nobody knows.
       */
      readonly signedIn: string | null;
    };
    /** Value of the field `service`. */
    readonly service: string;
    /** Value of the field `type`. */
    readonly type: string;
    /**
     * Where the ownership marker is written: XCALLY's name of a text field of a Cloud Provider, and its text.
     * `{name}` stands for the Cloud Provider's name and `{marker}` for the marker.
     */
    readonly marker: { readonly field: string; readonly template: string };
  };
  readonly mailAccount: {
    /** XCALLY's name of each field of a mail account that is read or written. */
    readonly fields: {
      readonly id: string;
      readonly name: string;
      readonly email: string;
      /** The association: the id of the account's Cloud Provider, or `null` where it has none. */
      readonly cloudProviderId: string;
      /** Whose mail servers the account uses, such as Outlook 365; only looked at, by `npm run doctor`. */
      readonly service: string | null;
    };
  };
  /** Path of the redirect URI below the server's address, used where the configuration names none. */
  readonly callbackPath: string;
  /**
   * Path below the server's address of the page on which a person signs in for a Cloud Provider. `{id}` stands for the Cloud
   * Provider's id.
   */
  readonly signInPage: string;
}

/** The contract that holds unless the configuration overrides parts of it. */
export const defaultContract: Contract = {
  basePath: "/api",
  routes: { cloudProviders: "/cloudProviders", mailAccounts: "/mail/accounts", login: "/auth/local" },
  apiKey: { in: "query", name: "apikey" },
  cloudProvider: {
    fields: {
      name: "name",
      service: "service",
      type: "type",
      clientId: "clientId",
      clientSecret: "clientSecret",
      tenantId: "tenantId",
      redirectUri: null,
      signedIn: null,
    },
    service: "Microsoft Azure",
    type: "Outlook365",
    marker: { field: "name", template: "{name} [{marker}]" },
  },
  mailAccount: {
    fields: {
      id: "id",
      name: "name",
      email: "email",
      cloudProviderId: "CloudProviderId",
      service: "service",
    },
  },
  callbackPath: "/api/auth/azure/callback",
  signInPage: "/",
};

/** A text of this shape; `allowed` is the sentence that a mistake is answered with. */
const matching = (shape: RegExp, allowed: string) => z.string(allowed).regex(shape, allowed);

const path = matching(
  /^(\/[\w.~-]+)+$/,
  "Write a path that starts with a slash and does not end in one, such as /api.",
);
// The text null is what pulumi config set makes of a null.
const fieldName = /^(?!null$)[A-Za-z_][\w.-]*$/;
const field = matching(fieldName, "Write a name of letters, digits, _ . and -, such as clientId.");
const optionalField = matching(
  fieldName,
  "Write a name such as clientId, or null without quotes in Pulumi.<stack>.yaml if it is not to be sent.",
).nullable();
const readField = matching(
  fieldName,
  "Write a name such as signedIn, or null without quotes in Pulumi.<stack>.yaml if there is no such field.",
).nullable();
const page = matching(
  /^\/(?:[\w.~\-/#?=&%:@+,;!]|\{id\})*$/,
  "Write a path that starts with a slash, such as /cloudProviders/{id}, where {id} is the Cloud Provider's id.",
);
const text = matching(/\S/, "Write a text that is not empty.");

/** An object of which every field may be left out and no other is accepted. */
const part = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z
    .strictObject(shape, { error: ({ code }) => (code === "invalid_type" ? "Write an object." : undefined) })
    .partial();

/** The configuration's overrides: any part of a {@link Contract}; unknown keys are refused. */
export const contractOverridesSchema = part({
  basePath: path,
  routes: part({ cloudProviders: path, mailAccounts: path, login: path }),
  apiKey: part({ in: z.enum(["query", "header"], "Choose query or header."), name: field }),
  cloudProvider: part({
    fields: part({
      name: field,
      service: optionalField,
      type: optionalField,
      clientId: optionalField,
      clientSecret: optionalField,
      tenantId: optionalField,
      redirectUri: optionalField,
      signedIn: readField,
    }),
    service: text,
    type: text,
    marker: part({
      field,
      template: markerTemplate,
    }),
  }),
  mailAccount: part({
    fields: part({ id: field, name: field, email: field, cloudProviderId: field, service: optionalField }),
  }),
  callbackPath: path,
  signInPage: page,
});

/** What {@link contractOverridesSchema} accepts. */
export type ContractOverrides = z.output<typeof contractOverridesSchema>;

/**
 * The contract with the overrides laid over {@link defaultContract}, part by part. Where only the field of the
 * Cloud Provider's name is overridden, the marker moves to that field too.
 */
export function resolveContract(overrides: ContractOverrides = {}): Contract {
  const contract = merge(defaultContract, overrides) as Contract;
  const { fields, marker } = contract.cloudProvider;
  const markerField = overrides.cloudProvider?.marker?.field ?? fields.name;
  return {
    ...contract,
    cloudProvider: { ...contract.cloudProvider, marker: { ...marker, field: markerField } },
  };
}

function merge(base: unknown, override: unknown): unknown {
  if (override === undefined) return base;
  if (!isRecord(base) || !isRecord(override)) return override;
  return Object.fromEntries(Object.entries(base).map(([key, value]) => [key, merge(value, override[key])]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
