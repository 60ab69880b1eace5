import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Simulators } from "../../simulator/start.ts";
import { bothSides, connections, connectionTable, type BothSides } from "./bothSides.ts";
import type { Claims } from "./claims.ts";
import { configuration } from "./configuration.ts";
import { heading } from "./heading.ts";
import type { Pulumi } from "./pulumi.ts";

/**
 * From nothing to three connected mailboxes.
 *
 * @returns what existed on both sides before.
 */
export async function connectMailboxes(
  simulators: Simulators,
  pulumi: Pulumi,
  { claim }: Claims,
): Promise<BothSides> {
  const settings = configuration(simulators.xcally.url);
  const before = bothSides(simulators);

  heading("2. The configuration: one record a mailbox");
  console.log(JSON.stringify(settings, undefined, 2));
  await pulumi.capture("stack", "init");
  await pulumi.workspace.configure(settings);

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
    connected.length === 3 && connected.every(({ consentedOn }) => consentedOn.length === 2),
  );
  return before;
}

/** What comes after {@link connectMailboxes}: a run without changes, and one mailbox that would change. */
export async function runAgain(simulators: Simulators, pulumi: Pulumi, { claim }: Claims): Promise<void> {
  heading("6. A second up changes nothing");
  const requests = simulators.xcally.requests.length;
  await pulumi.run("up", "--yes", "--skip-preview", "--suppress-outputs", "--expect-no-changes");
  claim("XCALLY was not asked anything", simulators.xcally.requests.length === requests);

  heading("7. One mailbox changes: a preview touches that one alone");
  const settings = configuration(simulators.xcally.url);
  const [support, sales, info] = settings.mailboxes;
  await pulumi.workspace.configure({
    ...settings,
    mailboxes: [support, { ...sales, displayName: "Sales department" }, info],
  });
  await pulumi.run("preview", "--suppress-outputs", "--diff");
  const changed = changedResources(await pulumi.capture("preview", "--json"));
  claim(
    "only resources of sales would change",
    changed.length > 0 && changed.every((urn) => urn.endsWith("::sales")),
  );
}

/** The way back: both sides must be as they were before. */
export async function destroy(
  simulators: Simulators,
  pulumi: Pulumi,
  { claim }: Claims,
  before: BothSides,
): Promise<void> {
  heading("9. Destroy puts both sides back");
  console.log("Entra ID needs about half a minute until deleted applications are gone for good.\n");
  await pulumi.run("destroy", "--yes", "--skip-preview", "--suppress-outputs");
  claim("both sides are as they were before", isDeepStrictEqual(bothSides(simulators), before));
  const unexpected = [...simulators.entra.unexpectedRequests, ...simulators.xcally.unexpectedRequests];
  claim("no request was made that the stand-ins do not know", unexpected.length === 0);
}

/** URNs of the resources that a preview would change. */
function changedResources(preview: string): readonly string[] {
  const digest = z.object({ steps: z.array(z.object({ op: z.string(), urn: z.string() })) });
  return digest
    .parse(JSON.parse(preview))
    .steps.filter(({ op }) => op !== "same")
    .map(({ urn }) => urn);
}
