/** Two contact centres, each with an XCALLY server and a tenant of its own, in one stack. */
import "xcally-mail-authentication/lean";
import * as pulumi from "@pulumi/pulumi";
import {
  connectSite,
  endWithEngine,
  EntraDeployer,
  readSite,
  type EntraDeployerArgs,
  type ModernAuthentication,
} from "xcally-mail-authentication";

interface ContactCentre {
  /** The identity that registers applications in its tenant. */
  readonly deployer: EntraDeployerArgs;
  /** Its XCALLY server and mailboxes: the keys of the README. */
  readonly settings: object;
}

endWithEngine();
const config = new pulumi.Config();

function connect(name: string): Promise<ModernAuthentication> {
  const { deployer, settings } = config.requireObject<ContactCentre>(name);
  const variablePrefix = `XCALLY_${name.toUpperCase()}`;
  return connectSite(readSite(name, settings, variablePrefix), {
    name,
    variablePrefix,
    deployer: new EntraDeployer(name, deployer),
  });
}

const [rome, milan] = await Promise.all([connect("rome"), connect("milan")]);

/** What exists for each mailbox, by site and key. */
export const mailboxes = { rome: rome.mailboxes, milan: milan.mailboxes };
