import { once } from "node:events";
import type { Simulators } from "../../simulator/start.ts";
import { shellExports } from "../../tools/shellExports.ts";
import { unsetSignIns } from "../../tools/withoutSignIns.ts";
import { heading } from "./heading.ts";
import type { Pulumi } from "./pulumi.ts";

/** Says how to use what the demo has made by hand, and waits for Ctrl-C. */
export async function lookAround({ xcally }: Simulators, { workspace, environment }: Pulumi): Promise<void> {
  heading("Look around");
  console.log(
    [
      `XCALLY's API is documented at ${xcally.url}/apidoc/. To run pulumi yourself, in another shell:`,
      unsetSignIns,
      shellExports(environment),
      `cd ${workspace.folder} && pulumi stack --stack ${workspace.stack} --show-urns`,
      "Ctrl-C stops the stand-ins and removes everything.",
    ].join("\n"),
  );
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}
