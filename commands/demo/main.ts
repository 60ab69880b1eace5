/**
 * `npm run demo`: the main job, on the real engine and stand-ins of Entra ID and XCALLY. Every claim it prints is checked;
 * the exit code is 1 if one does not hold.
 *
 * `npm run demo -- --keep` stops after the mailboxes are connected, says how to look around, and ends with Ctrl-C.
 */
import { once } from "node:events";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { z } from "zod";
import { startSimulators, type Simulators } from "../../simulator/start.ts";
import { ensureEngine } from "../../tools/engine/index.ts";
import { shellExports } from "../../tools/shellExports.ts";
import { bothSides, connections, connectionTable } from "./bothSides.ts";
import { createClaims, type Claims } from "./claims.ts";
import { preparePulumi, type Pulumi } from "./pulumi.ts";

const configuration = (xcallyUrl: string) => ({
  xcallyUrl,
  mailboxes: [
    { key: "support", address: "support@contoso.com" },
    { key: "sales", address: "sales@contoso.com" },
    { key: "info", address: "info@contoso.com", shared: true, signInUser: "agent@contoso.com" },
  ],
});

const { keep } = parseArgs({ options: { keep: { type: "boolean", default: false } } }).values;
heading("1. The engine, and stand-ins of Entra ID and XCALLY");
const engine = await ensureEngine({ log: console.log });
const simulators = await startSimulators({ entraMetadata: 0, entra: 0, xcally: 0 });
console.log(`Entra ID and Microsoft Graph at ${simulators.entra.url}, XCALLY at ${simulators.xcally.url}`);
const pulumi = await preparePulumi(engine, simulators.environment);
const claims = createClaims();
try {
  await demonstrate(simulators, pulumi, claims);
} finally {
  await Promise.all([simulators.close(), pulumi.workspace.remove()]);
}
console.log(claims.hold ? "\nEvery claim above held." : "\nA claim above did not hold.");
process.exitCode = claims.hold ? 0 : 1;

async function demonstrate(simulators: Simulators, pulumi: Pulumi, claims: Claims): Promise<void> {
  const { workspace } = pulumi;
  const { claim } = claims;
  const settings = configuration(simulators.xcally.url);
  const before = bothSides(simulators);

  heading("2. The configuration: one record a mailbox");
  console.log(JSON.stringify(settings, undefined, 2));
  await pulumi.capture("stack", "init");
  await workspace.configure(settings);

  heading("3. What will change");
  await pulumi.run("preview", "--suppress-outputs");
  claim("a preview changes nothing", isDeepStrictEqual(bothSides(simulators), before));

  heading("4. Make it so");
  await pulumi.run("up", "--yes", "--skip-preview");

  heading("5. What now exists on both sides, as read from Entra ID and XCALLY");
  console.log(`${connectionTable(simulators)}\n`);
  const connected = connections(simulators).filter(({ cloudProvider }) => cloudProvider !== undefined);
  claim(
    "the three mailboxes are linked, and no other mail account",
    isDeepStrictEqual(
      connected.map(({ account }) => account.email).toSorted(),
      settings.mailboxes.map(({ address }) => address).toSorted(),
    ),
  );
  claim(
    "each Cloud Provider signs in with an application of its own that has a service principal and two secrets",
    new Set(connected.map(({ application }) => application?.appId)).size === 3 &&
      connected.every(
        ({ application, principal }) => principal !== undefined && application?.passwords.length === 2,
      ),
  );
  claim(
    "the tenant has consented on Microsoft Graph and on Exchange Online for each",
    connected.every(({ consentedOn }) => consentedOn.length === 2),
  );
  if (keep) return lookAround(pulumi);

  heading("6. A second up changes nothing");
  const requests = simulators.xcally.requests.length;
  await pulumi.run("up", "--yes", "--skip-preview", "--suppress-outputs", "--expect-no-changes");
  claim("XCALLY was not asked anything", simulators.xcally.requests.length === requests);

  heading("7. One mailbox changes: a preview touches that one alone");
  const [support, sales, info] = settings.mailboxes;
  await workspace.configure({
    ...settings,
    mailboxes: [support, { ...sales, displayName: "Sales department" }, info],
  });
  await pulumi.run("preview", "--suppress-outputs", "--diff");
  const changed = changedResources(await pulumi.capture("preview", "--json"));
  claim(
    "only resources of sales would change",
    changed.length > 0 && changed.every((urn) => urn.endsWith("::sales")),
  );

  heading("8. Destroy puts both sides back");
  console.log("Entra ID needs about half a minute until deleted applications are gone for good.\n");
  await pulumi.run("destroy", "--yes", "--skip-preview", "--suppress-outputs");
  claim("both sides are as they were before", isDeepStrictEqual(bothSides(simulators), before));
  const unexpected = [...simulators.entra.unexpectedRequests, ...simulators.xcally.unexpectedRequests];
  claim("no request was made that the stand-ins do not know", unexpected.length === 0);
}

async function lookAround({ workspace, environment }: Pulumi): Promise<void> {
  heading("Look around");
  console.log(
    [
      `XCALLY's API is documented at ${simulators.xcally.url}/apidoc/. To run pulumi yourself, in another shell:`,
      shellExports(environment),
      `cd ${workspace.folder} && pulumi stack --stack ${workspace.stack} --show-urns`,
      "Ctrl-C stops the stand-ins and removes everything.",
    ].join("\n"),
  );
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}

function heading(text: string): void {
  console.log(`\n=== ${text} ===\n`);
}

/** URNs of the resources that a preview would change. */
function changedResources(preview: string): readonly string[] {
  const digest = z.object({ steps: z.array(z.object({ op: z.string(), urn: z.string() })) });
  return digest
    .parse(JSON.parse(preview))
    .steps.filter(({ op }) => op !== "same")
    .map(({ urn }) => urn);
}
