import { SignJWT, errors, jwtVerify } from "jose";
import { ApiError } from "./errors.ts";

/** Someone who may sign in at XCALLY. */
export interface User {
  readonly name: string;
  readonly password: string;
  /** Only an admin may use the API's mail and Cloud Provider sections. */
  readonly role: "admin" | "user";
  /** From "Api Key Manager": a JWT that ends in the year 9999. */
  readonly apiKey: string;
}

/** Who may sign in, and how it is checked. */
export interface Users {
  readonly admin: User;
  readonly plainUser: User;
  /** Gives the admin a new API key; the old one is refused from then on. */
  replaceApiKey(): Promise<string>;
  /** The user of this API key, if it is someone's current one. */
  byApiKey(apiKey: string): User | undefined;
  byPassword(name: string, password: string): User | undefined;
  /** A token for `Authorization: Bearer` that ends after 5 hours. */
  issueSession(user: User): Promise<string>;
  /** @throws ApiError 401 The token is not one of ours or has ended. */
  bySession(token: string): Promise<User>;
  /** Undoes every {@link Users.replaceApiKey}. */
  reset(): void;
}

const endOfApiKeys = new Date("9999-12-31T23:59:59Z");
const sessionMilliseconds = 5 * 60 * 60 * 1000;

/**
 * An admin and a plain user.
 *
 * @param signingKey Signs API keys and session tokens; the same key makes the same API keys.
 * @param now The clock by which session tokens end.
 */
export async function createUsers(signingKey: string, now: () => Date): Promise<Users> {
  const key = new TextEncoder().encode(signingKey);
  const sign = (claims: Readonly<Record<string, unknown>>, end: Date): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT" }).setExpirationTime(end).sign(key);
  const apiKeyOf = (name: string, version: number): Promise<string> =>
    sign({ use: "apiKey", name, version }, endOfApiKeys);

  const firstAdmin: User = {
    name: "admin",
    password: "admin-password",
    role: "admin",
    apiKey: await apiKeyOf("admin", 1),
  };
  const plainUser: User = {
    name: "agent",
    password: "agent-password",
    role: "user",
    apiKey: await apiKeyOf("agent", 1),
  };
  let admin = firstAdmin;
  let version = 1;
  const find = (is: (user: User) => boolean): User | undefined => [admin, plainUser].find(is);

  return {
    get admin() {
      return admin;
    },
    plainUser,
    async replaceApiKey() {
      version += 1;
      admin = { ...admin, apiKey: await apiKeyOf(admin.name, version) };
      return admin.apiKey;
    },
    byApiKey: (apiKey) => find((user) => user.apiKey === apiKey),
    byPassword: (name, password) => find((user) => user.name === name && user.password === password),
    issueSession: ({ name }) =>
      sign({ use: "session", name }, new Date(now().getTime() + sessionMilliseconds)),
    async bySession(token) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ["HS256"], currentDate: now() });
        const user = payload["use"] === "session" ? find(({ name }) => name === payload["name"]) : undefined;
        if (user) return user;
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new ApiError(401, "jwt expired");
        if (!(error instanceof errors.JOSEError)) throw error;
      }
      throw new ApiError(401, "Unauthorized");
    },
    reset() {
      admin = firstAdmin;
      version = 1;
    },
  };
}
