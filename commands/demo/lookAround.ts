import { once } from "node:events";
import { defaultPassword } from "../../simulator/entra/index.ts";
import type { Simulators } from "../../simulator/start.ts";
import { shellExports } from "../../tools/shellExports.ts";
import { unsetSignIns } from "../../tools/withoutSignIns.ts";
import { connections } from "./bothSides.ts";
import { heading } from "./heading.ts";
import type { Pulumi } from "./pulumi.ts";

/** Says how to use what the demo has made by hand, and waits for Ctrl-C. */
export async function lookAround(simulators: Simulators, { workspace, environment }: Pulumi): Promise<void> {
  const { xcally } = simulators;
  heading("Look around");
  console.log(
    [
      "To sign in for a mailbox yourself, open its address in a private window of a browser on this machine, a new one for each. It asks first for",
      `XCALLY's user (${xcally.user}) and password (${xcally.password}), then Entra ID's page for the name below and the password`,
      `"${defaultPassword}".`,
      ...signInLines(simulators),
      "",
      `XCALLY's API is documented at ${xcally.url}/apidoc/. To run pulumi yourself, in another shell:`,
      unsetSignIns,
      shellExports(environment),
      `cd ${workspace.folder} && pulumi stack --stack ${workspace.stack} --show-urns`,
      "Ctrl-C stops the stand-ins and removes everything.",
    ].join("\n"),
  );
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}

/** Where people sign in: a line for each connected mailbox. */
function signInLines(simulators: Simulators): readonly string[] {
  return connections(simulators).flatMap(({ account, cloudProvider }) =>
    cloudProvider
      ? [
          `  ${account.email}: ${simulators.xcally.authenticateUrl(cloudProvider.id)} as ${account.user ?? account.email}`,
        ]
      : [],
  );
}
