import { z } from "zod";
import { resolveCloud, type Cloud } from "../../entra/cloud.ts";
import { proveSecret } from "../../entra/proof.ts";
import { ProofError } from "../../entra/proofError.ts";
import type { ProofPolicy } from "../../entra/proofPolicy.ts";
import { once } from "../client/index.ts";
import type { Inputs } from "./cloudProviderRecord.ts";
import { OperationError } from "./failure.ts";

/** Proves a client secret before XCALLY gets it. */
export interface SecretProof {
  /**
   * Redeems the secret at the tenant's token endpoint, unless it is the one that XCALLY has already.
   *
   * @param inHand what XCALLY has now; undefined when it has nothing yet.
   * @throws OperationError that says which mailbox keeps running on which secret, and until when.
   */
  prove(inputs: Inputs, inHand: Inputs | undefined): Promise<void>;
}

const argumentSchema = z.object({
  required: z.boolean().default(true),
  answersInARow: z.number().optional(),
  deadlineSeconds: z.number().optional(),
});

/**
 * Reads the provider argument `proof`, which is JSON, as `config/secretProof.ts` checks it.
 *
 * @returns what differs from the proof's own defaults; undefined when secrets are handed over unproved.
 */
export function readProof(json: string | undefined): Partial<ProofPolicy> | undefined {
  const { required, answersInARow, deadlineSeconds } = argumentSchema.parse(JSON.parse(json ?? "{}"));
  if (!required) return undefined;
  return {
    ...(answersInARow === undefined ? {} : { answersInARow }),
    ...(deadlineSeconds === undefined ? {} : { deadlineMs: deadlineSeconds * 1000 }),
  };
}

/**
 * A new secret is not known to all of Entra ID's servers at once: XCALLY, given such a secret, would be refused. So it must
 * have worked several times in a row first; until then the old one stays where it is. A secret is proved once in a process.
 *
 * @param policy what differs from the proof's defaults; undefined proves nothing.
 * @param environment names the cloud, its certificates and the proxy, as for the azuread provider.
 */
export function secretProof(
  policy: Partial<ProofPolicy> | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): SecretProof {
  if (policy === undefined) return { prove: () => Promise.resolve() };
  const cloud = once((): Promise<Cloud> => resolveCloud(environment));
  const proofs = new Map<string, () => Promise<void>>();
  return {
    prove: async (inputs, inHand) => {
      if (inHand !== undefined && keyOf(inHand) === keyOf(inputs)) return;
      const { tenantId, clientId, clientSecret } = inputs;
      // XCALLY keeps the one that people gave it.
      if (clientSecret === undefined) return;
      const proof =
        proofs.get(keyOf(inputs)) ??
        once(async () => {
          await proveSecret({ cloud: await cloud(), tenantId, clientId, clientSecret, policy, environment });
        });
      proofs.set(keyOf(inputs), proof);
      try {
        await proof();
      } catch (error) {
        if (!(error instanceof ProofError)) throw error;
        throw new OperationError(`${error.message} ${consequence(inputs, inHand)}`);
      }
    },
  };
}

/** What a proof is about; never shown. */
function keyOf({ tenantId, clientId, clientSecret }: Inputs): string {
  return JSON.stringify([tenantId, clientId, clientSecret]);
}

function consequence({ mailbox }: Inputs, inHand: Inputs | undefined): string {
  if (inHand === undefined) return `Mailbox ${mailbox} is not connected yet; the next pulumi up tries again.`;
  const { secretKeyId, secretExpires } = inHand;
  const secret =
    secretKeyId === undefined || secretExpires === undefined
      ? "the secret that it has"
      : `the secret ${secretKeyId} until ${secretExpires}`;
  return `Mailbox ${mailbox} keeps running on ${secret}; the next pulumi up tries again.`;
}
