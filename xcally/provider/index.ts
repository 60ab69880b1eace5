/**
 * The entry that Pulumi's launcher loads from disk, by a line kept in every resource's state
 * (`require("./xcally/provider/index.ts").cloudProvider`). The path of this file and the names of its exports are a contract with
 * existing states: they stay, or a forwarding file does.
 */
import type { dynamic } from "@pulumi/pulumi";
import { cloudProviderResource } from "./cloudProvider.ts";
import { connectionWarnings, readConnection } from "./connection.ts";
import { mailAccountResource } from "./mailAccount.ts";
import { mailAccountAssociationResource } from "./mailAccountAssociation.ts";
import type { Session } from "./session.ts";

let config: dynamic.Config | undefined;
let opened: Promise<Session> | undefined;

/** Finishes before it first awaits: the launcher serves other requests as soon as the first one has begun to configure. */
function configure(request: dynamic.ConfigureRequest): Promise<void> {
  if (config === undefined) {
    config = request.config;
    warn();
  }
  return Promise.resolve();
}

const argument = (name: string): string | undefined => config?.get(`xcally:${name}`);

/** On every run, also one that changes nothing. Pulumi shows what the provider writes to standard error. */
function warn(): void {
  for (const warning of connectionWarnings(argument("url") ?? "", readConnection(argument("connection")))) {
    process.stderr.write(`Warning: ${warning}\n`);
  }
}

/** Loads the client too: a run that changes nothing needs neither, and the engine waits for what is loaded before its first question. */
function session(): Promise<Session> {
  opened ??= import("./session.ts")
    .then(({ openSession }) => openSession(argument, process.env))
    .catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  return opened;
}

/** Serves `xcally:CloudProvider`. */
export const cloudProvider: dynamic.ResourceProvider = { ...cloudProviderResource(session), configure };

/** Serves `xcally:MailAccount`. */
export const mailAccount: dynamic.ResourceProvider = { ...mailAccountResource(session), configure };

/** Serves `xcally:MailAccountAssociation`. */
export const mailAccountAssociation: dynamic.ResourceProvider = {
  ...mailAccountAssociationResource(session),
  configure,
};
