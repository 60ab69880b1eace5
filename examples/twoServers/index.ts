/** Two contact centres, each with an XCALLY server and a tenant of its own, in one stack. */
import "xcally-mail-authentication/lean";
import * as pulumi from "@pulumi/pulumi";
import {
  connectSite,
  endWithEngine,
  EntraDeployer,
  readSite,
  type EntraDeployerArgs,
} from "xcally-mail-authentication";

interface ContactCentre {
  /** The identity that registers applications in its tenant. */
  readonly deployer: EntraDeployerArgs;
  /** Its XCALLY server and mailboxes: the keys of the README. */
  readonly settings: object;
}

endWithEngine();
const config = new pulumi.Config();

function read(name: string) {
  const { deployer, settings } = config.requireObject<ContactCentre>(name);
  const variablePrefix = `XCALLY_${name.toUpperCase()}`;
  return { name, deployer, variablePrefix, settings: readSite(name, settings, variablePrefix) };
}

function connect({ name, deployer, variablePrefix, settings }: ReturnType<typeof read>) {
  return connectSite(settings, { name, variablePrefix, deployer: new EntraDeployer(name, deployer) });
}

// All are read before one is connected, so that a mistake in one of them leaves nothing half-done in another.
const sites = { rome: read("rome"), milan: read("milan") };
const [rome, milan] = await Promise.all([connect(sites.rome), connect(sites.milan)]);

/** What exists for each mailbox, by site and key. */
export const mailboxes = { rome: rome.mailboxes, milan: milan.mailboxes };
