import type { AccessTokenClaims } from "../../../../entra/accessToken.ts";
import type { Graph } from "../../../../entra/graph.ts";
import type { Inspection } from "../../../../entra/inspection.ts";

/** The tenant's directory, open for the deployer to look at. */
export interface Directory {
  /** What the deployer's token says; undefined where it cannot be read. */
  readonly claims: AccessTokenClaims | undefined;
  readonly graph: Graph;
  readonly inspection: Inspection;
}
