import { z } from "zod";
import { readObject, type Place } from "./read.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/** How a new secret is proved before XCALLY gets it; what is left out is as the proof has it by default. */
export interface SecretProofSettings {
  /** False hands secrets over unproved, for networks from which the token endpoint cannot be reached. Defaults to true. */
  readonly required?: boolean;
  /** How many answers in a row must be tokens: servers hear of a new secret one after the other. Defaults to 3. */
  readonly answersInARow?: number;
  /** Seconds after which a secret that is still refused is given up. Defaults to 300. */
  readonly deadlineSeconds?: number;
}

const count = (what: string, least: number, most: number) => {
  const allowed = `Write a whole number${what} from ${least} to ${most}.`;
  return z.int(allowed).min(least, allowed).max(most, allowed).optional();
};
const fields = {
  required: z.boolean("Write true or false, without quotes.").optional(),
  answersInARow: count("", 1, 20),
  deadlineSeconds: count(" of seconds", 5, 900),
};

/** Reads the configuration's `secretProof`; every field of it may be left out. */
export function readSecretProof(value: unknown, place: Place): SecretProofSettings {
  return withoutUndefined(readObject(value, fields, place).partial);
}
