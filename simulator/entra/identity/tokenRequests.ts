/** One request that the token endpoint answered. */
export interface TokenRequestRecord {
  /** The client id as the client wrote it; undefined where it sent none. */
  readonly clientId: string | undefined;
  /** When, by the stand-in's clock. */
  readonly at: Date;
  /** A token (`ok`), the number after `AADSTS` of the refusal, or `throttled`. */
  readonly outcome: "ok" | "throttled" | number;
}
