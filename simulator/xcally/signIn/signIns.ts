import { randomBytes } from "node:crypto";

/** What XCALLY keeps of a person's sign-in for a Cloud Provider. */
export interface SignIn {
  /** The address that Entra ID named; undefined where it named none. */
  readonly address: string | undefined;
  /** Goes to Entra ID alone: no answer of the API has it. */
  readonly refreshToken: string;
}

/** The sign-ins of a server, and those that are under way. */
export interface SignIns {
  /** Notes that a person is on the way to Entra ID, and makes the `state` that brings them back. */
  begin(cloudProviderId: number): string;
  /** The id of the Cloud Provider that a `state` belongs to, once; undefined for one that is unknown or used. */
  take(state: string): number | undefined;
  /** Keeps a sign-in; another one of the same Cloud Provider is over. */
  keep(cloudProviderId: number, signIn: SignIn): void;
  /** The sign-in of a Cloud Provider, or undefined where nobody has signed in. */
  of(cloudProviderId: number): SignIn | undefined;
  forget(cloudProviderId: number): void;
}

/** Starts with nobody signed in. */
export function createSignIns(): SignIns {
  const underWay = new Map<string, number>();
  const done = new Map<number, SignIn>();
  return {
    begin(cloudProviderId) {
      const state = randomBytes(16).toString("base64url");
      underWay.set(state, cloudProviderId);
      return state;
    },
    take(state) {
      const cloudProviderId = underWay.get(state);
      underWay.delete(state);
      return cloudProviderId;
    },
    keep: (cloudProviderId, signIn) => void done.set(cloudProviderId, signIn),
    of: (cloudProviderId) => done.get(cloudProviderId),
    forget: (cloudProviderId) => void done.delete(cloudProviderId),
  };
}
