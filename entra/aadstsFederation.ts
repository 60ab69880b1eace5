import type { CodeRow } from "./aadstsClient.ts";

const trust = (
  part: "issuer" | "audience" | "subject",
): Pick<CodeRow, "kind" | "meaning" | "action" | "who"> => ({
  kind: "badRequest",
  meaning: `no federated credential of the application has the ${part} of the pipeline's token`,
  action: `add a federated credential to the deployer's application with the ${part} that the token has`,
  who: "administrator",
});

/**
 * Codes that an application may meet which presents itself by a token of its pipeline. Seen in public threads, such as
 * Azure/login#482 and #517 and Azure/azure-workload-identity#340 and #1200.
 */
export const federationCodes: readonly CodeRow[] = [
  { code: 700211, ...trust("issuer") },
  { code: 700212, ...trust("audience") },
  { code: 700213, ...trust("subject") },
  {
    code: 7002138,
    ...trust("subject"),
    meaning:
      "the subject of the federated credential differs from that of the pipeline's token in capital letters",
    action: "write the federated credential's subject exactly as the token has it",
  },
  {
    code: 70021,
    ...trust("subject"),
    meaning: "no federated credential of the application fits the pipeline's token",
    action:
      "add a federated credential with the token's issuer, subject and audience to the deployer's application",
  },
  {
    code: 700024,
    kind: "expired",
    meaning: "the pipeline's token has expired, or is not valid yet",
    action: "fetch a new token right before the run, and check that the clock of this machine is right",
    who: "deployer",
  },
  {
    code: 700027,
    kind: "badRequest",
    meaning: "the signature of the pipeline's token is wrong",
    action: "hand over the token exactly as the pipeline gives it",
    who: "deployer",
  },
  {
    code: 50027,
    kind: "badRequest",
    meaning: "the pipeline's token is malformed",
    action: "hand over the token exactly as the pipeline gives it",
    who: "deployer",
  },
];
