/**
 * The entry that Pulumi's launcher loads from disk, by a line kept in every resource's state
 * (`require("./xcally/provider/index.ts").cloudProvider`). The path of this file and the names of its exports are a contract with
 * existing states: they stay, or a forwarding file does.
 */
import type { dynamic } from "@pulumi/pulumi";
import { cloudProviderResource } from "./cloudProvider.ts";
import { mailAccountAssociationResource } from "./mailAccountAssociation.ts";
import { openSession, type Session } from "./session.ts";

let config: dynamic.Config | undefined;
let opened: Session | undefined;

/** Finishes before it first awaits: the launcher serves other requests as soon as the first one has begun to configure. */
function configure(request: dynamic.ConfigureRequest): Promise<void> {
  config ??= request.config;
  return Promise.resolve();
}

function session(): Session {
  opened ??= openSession((name) => config?.get(`xcally:${name}`), process.env);
  return opened;
}

/** Serves `xcally:CloudProvider`. */
export const cloudProvider: dynamic.ResourceProvider = { ...cloudProviderResource(session), configure };

/** Serves `xcally:MailAccountAssociation`. */
export const mailAccountAssociation: dynamic.ResourceProvider = {
  ...mailAccountAssociationResource(session),
  configure,
};
