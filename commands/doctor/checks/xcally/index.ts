import type { DiagnosisOptions } from "../../diagnose.ts";
import { skip, type Finding } from "../../finding.ts";
import type { Stack } from "../../stack.ts";
import { checkAccounts } from "./accounts.ts";
import { checkCertificate } from "./certificate.ts";
import { checkCloudProviders } from "./cloudProviders.ts";
import { checkDocumentation } from "./documentation.ts";
import { checkLists } from "./lists.ts";
import { openServer } from "./server.ts";
import { checkShape } from "./shape.ts";

/** Whether XCALLY can be reached, takes the credentials, has the API that the contract says, and holds what the stack needs and made. */
export async function checkXcally(
  { settings, outputs }: Stack,
  { environment, now }: Pick<DiagnosisOptions, "environment" | "now">,
): Promise<readonly Finding[]> {
  if (settings === undefined) {
    return [skip("XCALLY is not looked at while the configuration has mistakes.")];
  }
  const server = openServer(settings, environment);
  const certificate = await checkCertificate(server, environment, now);
  if (certificate.some(({ status }) => status === "FAIL")) {
    return [
      ...certificate,
      skip(`XCALLY at ${server.url.origin} is asked nothing while its certificate is not trusted.`),
    ];
  }
  const [{ findings, lists }, documentation] = await Promise.all([
    checkLists(server),
    checkDocumentation(server, settings.contract),
  ]);
  return [
    ...certificate,
    ...findings,
    ...documentation,
    ...(lists === undefined
      ? [skip("Mail accounts and Cloud Providers are not looked at, because XCALLY does not list them.")]
      : [
          ...(await checkShape(server, settings.contract)),
          ...checkAccounts(settings.mailboxes, outputs, lists),
          ...checkCloudProviders(settings, outputs, lists),
        ]),
  ];
}
