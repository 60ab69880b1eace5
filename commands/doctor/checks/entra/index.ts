import type { Settings } from "../../../../config/settings.ts";
import { createGraph } from "../../../../entra/graph.ts";
import { createInspection } from "../../../../entra/inspection.ts";
import type { DiagnosisOptions } from "../../diagnose.ts";
import { looking, skip, type Finding } from "../../finding.ts";
import { registrationsOf } from "../../registrations.ts";
import { labelOf, type Stack } from "../../stack.ts";
import { checkApplication } from "./application.ts";
import { readApis } from "./apis.ts";
import { checkConsent } from "./consent.ts";
import type { Directory } from "./directory.ts";
import { checkPeople } from "./people.ts";
import { checkRights } from "./rights.ts";
import { readRegistrations, type FoundRegistration } from "./foundRegistration.ts";
import { checkSecretPolicy, type SecretReceiver } from "./secretPolicy.ts";
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
  const registrations = registrationsOf(settings, stack.outputs);
  const { found, failures } = await readRegistrations(directory, registrations);
  const parts = await Promise.all([
    Promise.resolve(checkRights(claims, settings)),
    Promise.resolve(failures),
    looking(() => checkRegistrations(directory, found, settings, now)),
    looking(async () =>
      checkSecretPolicy(
        receivers(found, settings, stack),
        await directory.graph.secretRules(),
        settings.secret,
        now,
      ),
    ),
    looking(() => checkPeople(directory, settings, stack.outputs)),
  ]);
  return [...findings, ...parts.flat(), ...notMade(settings, stack)];
}

async function checkRegistrations(
  directory: Directory,
  found: readonly FoundRegistration[],
  settings: Settings,
  now: Date,
): Promise<readonly Finding[]> {
  const { findings, apis } = await readApis(directory);
  const each = await Promise.all(
    found.flatMap((one) => [
      looking(() => checkApplication(directory, one, settings, apis)),
      looking(() => Promise.resolve(checkSecrets(one, settings.secret, now))),
      looking(() => checkConsent(directory, one, settings.consent, apis)),
    ]),
  );
  return [...findings, ...each.flat()];
}

function receivers(
  found: readonly FoundRegistration[],
  { mailboxes }: Settings,
  { outputs }: Stack,
): readonly SecretReceiver[] {
  return [
    ...found.map(({ registration, application }) => ({
      label: registration.label,
      created: application?.created,
    })),
    ...mailboxes
      .filter(({ key }) => outputs[key] === undefined)
      .map((mailbox) => ({ label: `of mailbox ${labelOf(mailbox)}`, created: undefined })),
  ];
}

function notMade({ mailboxes }: Settings, { outputs }: Stack): readonly Finding[] {
  const missing = mailboxes.filter(({ key }) => outputs[key] === undefined);
  return missing.map((mailbox) =>
    skip(`Mailbox ${labelOf(mailbox)} has nothing yet that could be looked at: pulumi up makes it.`),
  );
}
