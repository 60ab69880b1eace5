/** Things that the demo says, each checked as it is said. */
export interface Claims {
  /** Prints the claim with `ok` or `FAILED`. */
  readonly claim: (text: string, holds: boolean) => void;
  /** Whether every claim so far held. */
  readonly hold: boolean;
}

/** Starts with no claim made. */
export function createClaims(): Claims {
  let hold = true;
  return {
    claim: (text, holds) => {
      console.log(`${holds ? "ok    " : "FAILED"} ${text}`);
      hold &&= holds;
    },
    get hold() {
      return hold;
    },
  };
}
