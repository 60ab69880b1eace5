import type { CloudProvider, Entity, MailAccount, Settable, Value } from "./entities.ts";
import { defaultCloudProviderFields } from "./switches.ts";
import type { Switches } from "./switches.ts";

/** How one field of a record looks from outside; validation, answers and the API's own pages are made of these. */
export interface Field<Row extends Entity> {
  readonly property: keyof Settable<Row> & string;
  /** The field's name in bodies and queries. */
  readonly wireName: string;
  readonly type: "string" | "integer" | "boolean";
  /** A create must have it, and no update may set it to null. */
  readonly required: boolean;
  /** Whether null may be written; a required field never takes it. */
  readonly nullable: boolean;
  readonly secret: boolean;
  /** The most characters that the server's own validation lets through. */
  readonly maxLength?: number;
  readonly description: string;
}

type Kind = Pick<Field<Entity>, "type" | "required" | "nullable" | "secret">;

const text: Kind = { type: "string", required: false, nullable: true, secret: false };
const requiredText: Kind = { ...text, required: true, nullable: false };
const secretText: Kind = { ...text, secret: true };
const integer: Kind = { ...text, type: "integer" };
const boolean: Kind = { ...text, type: "boolean", nullable: false };

/**
 * The fields of a Cloud Provider. Only what names and classifies it is required: a server that takes a record
 * without its secret is the harder one for a client, which then must notice that a misnamed field went nowhere.
 */
export function cloudProviderFields(switches: Switches): readonly Field<CloudProvider>[] {
  const names = { ...defaultCloudProviderFields, ...switches.cloudProviderFields };
  const field = (property: keyof typeof names, kind: Kind, description: string): Field<CloudProvider> => {
    return { property, wireName: names[property], ...kind, description };
  };
  return [
    field("name", requiredText, "Unique name"),
    field("service", requiredText, "Microsoft Azure"),
    field("type", requiredText, "Outlook365"),
    field("clientId", text, "Application (client) id"),
    field("clientSecret", secretText, "Client secret"),
    field("tenantId", text, "Directory (tenant) id"),
    field("redirectUri", text, "Redirect URI"),
  ];
}

/** The fields of a mail account, after the form in XCALLY's pages. */
export function mailAccountFields(switches: Switches): readonly Field<MailAccount>[] {
  const field = (
    property: Field<MailAccount>["property"],
    kind: Kind,
    description: string,
    wireName: string = property,
  ): Field<MailAccount> => ({ property, wireName, ...kind, description });
  return [
    field("name", requiredText, "Name"),
    { ...field("key", requiredText, "Key, at most 5 characters"), maxLength: 5 },
    field("email", requiredText, "Address that mail is sent from"),
    field("listId", integer, "Contact list", "ListId"),
    field("active", boolean, "Whether mail is fetched"),
    field("service", { ...text, nullable: false }, "Gmail, Yahoo, Hotmail, Outlook365 or Custom"),
    field("imapHost", text, "IMAP host of a custom service"),
    field("imapPort", integer, "IMAP port of a custom service"),
    field("smtpHost", text, "SMTP host of a custom service"),
    field("smtpPort", integer, "SMTP port of a custom service"),
    field("authentication", boolean, "Whether the SMTP server asks for user and password"),
    field("user", text, "User name"),
    field("password", secretText, "Password"),
    field("ssl", boolean, "Whether to use TLS"),
    field("acceptAnyCertificate", boolean, "Whether to skip the check of the server's certificate"),
    field("markAsUnread", boolean, "Whether fetched mail stays unread"),
    field("description", text, "Description"),
    field("cloudProviderId", integer, "Cloud Provider to sign in with", switches.associationField),
  ];
}

/** What `record` holds in `field`. */
export function valueOf<Row extends Entity>(record: Row, field: Field<Row>): Value {
  // Every field that a client may set holds a Value (entities.ts); the compiler cannot see that through the generic.
  return record[field.property] as Value;
}
