/** Things that the demo says, each checked as it is said. */
export interface Claims {
  /** Prints the claim with `ok` or `FAILED`. */
  readonly claim: (text: string, holds: boolean) => void;
  /** Says whether every claim held, and gives the demo's exit code. */
  readonly conclude: () => 0 | 1;
}

/** Starts with no claim made. */
export function createClaims(): Claims {
  let hold = true;
  return {
    claim: (text, holds) => {
      console.log(`${holds ? "ok    " : "FAILED"} ${text}`);
      hold &&= holds;
    },
    conclude: () => {
      console.log(hold ? "\nEvery claim above held." : "\nA claim above did not hold.");
      return hold ? 0 : 1;
    },
  };
}
