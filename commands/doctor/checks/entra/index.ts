import type { Settings } from "../../../../config/settings.ts";
import { createGraph } from "../../../../entra/graph.ts";
import { createInspection } from "../../../../entra/inspection.ts";
import type { DiagnosisOptions } from "../../diagnose.ts";
import { failOf, skip, type Finding } from "../../finding.ts";
import { registrationsOf } from "../../registrations.ts";
import { labelOf, type Stack } from "../../stack.ts";
import { checkApplication } from "./application.ts";
import { readApis } from "./apis.ts";
import { checkConsent } from "./consent.ts";
import type { Directory } from "./directory.ts";
import { checkPeople } from "./people.ts";
import { checkRights } from "./rights.ts";
import { checkSecrets } from "./secrets.ts";
import { checkSignIn, patience } from "./signIn.ts";

/** Whether the stack can sign in to Entra ID, may do what it must there, and finds what it has made as it made it. */
export async function checkEntra(
  stack: Stack,
  { environment, now }: Pick<DiagnosisOptions, "environment" | "now">,
): Promise<readonly Finding[]> {
  const { findings, signedIn } = await checkSignIn(stack, environment);
  if (signedIn === undefined) return [...findings, skip("The directory is not looked at without a token.")];
  const { settings } = stack;
  if (settings === undefined) {
    return [...findings, skip("The directory is not looked at while the configuration has mistakes.")];
  }
  const { cloud, token, claims } = signedIn;
  const graphArgs = { cloud, token, environment, policy: patience };
  const directory: Directory = {
    claims,
    graph: createGraph(graphArgs),
    inspection: createInspection(graphArgs),
  };
  const parts = await Promise.all([
    Promise.resolve(checkRights(claims, settings)),
    looking(() => checkApplications(directory, settings, stack, now)),
    looking(() => checkPeople(directory, settings, stack.outputs)),
  ]);
  return [...findings, ...parts.flat(), ...notMade(settings, stack)];
}

async function checkApplications(
  directory: Directory,
  settings: Settings,
  { outputs }: Stack,
  now: Date,
): Promise<readonly Finding[]> {
  const { findings, apis } = await readApis(directory);
  const each = await Promise.all(
    registrationsOf(settings, outputs).map(async (registration) => {
      const { applicationObjectId, clientId } = registration.output;
      const [found, principal] = await Promise.all([
        directory.inspection.registration(applicationObjectId),
        directory.inspection.principal(clientId),
      ]);
      const parts = await Promise.all([
        looking(() => checkApplication(directory, { registration, found, principal, apis }, settings)),
        looking(() => Promise.resolve(checkSecrets(registration, found, settings.secret, now))),
        // Where there is nothing that could have consent, that is what is said.
        ...(principal === undefined
          ? []
          : [looking(() => checkConsent(directory, registration, settings.consent, apis))]),
      ]);
      return parts.flat();
    }),
  );
  return [...findings, ...each.flat()];
}

/** What cannot be looked at is a finding, and leaves the other checks alone. */
async function looking(check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [failOf(error instanceof Error ? error.message : String(error))];
  }
}

function notMade({ mailboxes }: Settings, { outputs }: Stack): readonly Finding[] {
  const missing = mailboxes.filter(({ key }) => outputs[key] === undefined);
  return missing.map((mailbox) =>
    skip(`Mailbox ${labelOf(mailbox)} has nothing yet that could be looked at: pulumi up makes it.`),
  );
}
