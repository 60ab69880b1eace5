import { z } from "zod";
import type { Contract } from "../contract.ts";
import { XcallyError } from "./errors.ts";
import type { ApiRequest, Send } from "./http.ts";

/** How the client proves who it is. XCALLY's partners advise the API key: passwords expire and accounts lock. */
export type Credentials =
  | { readonly kind: "apiKey"; readonly apiKey: string }
  | { readonly kind: "basic" | "login"; readonly user: string; readonly password: string };

/**
 * Wraps `send` so that every request carries the credentials.
 *
 * `login` asks for a token once and shares it among concurrent requests; when the server refuses the token with 401 (it
 * lives for some hours), one new login is tried before the refusal is passed on.
 */
export function authenticate(send: Send, credentials: Credentials, contract: Contract): Send {
  switch (credentials.kind) {
    case "apiKey": {
      const { in: place, name } = contract.apiKey;
      if (place === "query") {
        return (request) => send({ ...request, query: { ...request.query, [name]: credentials.apiKey } });
      }
      const value =
        name.toLowerCase() === "authorization" ? `Bearer ${credentials.apiKey}` : credentials.apiKey;
      return (request) => send({ ...request, headers: { ...request.headers, [name]: value } });
    }
    case "basic": {
      const pair = Buffer.from(`${credentials.user}:${credentials.password}`, "utf8").toString("base64");
      return (request) =>
        send({ ...request, headers: { ...request.headers, authorization: `Basic ${pair}` } });
    }
    case "login":
      return withLogin(send, credentials, contract.basePath + contract.routes.login);
  }
}

const loginAnswer = z.object({ token: z.string().min(1) });

function withLogin(send: Send, { user, password }: { user: string; password: string }, path: string): Send {
  let token: Promise<string> | undefined;

  const login = async (): Promise<string> => {
    const { status, body } = await send({ method: "POST", path, body: { name: user, password } });
    const parsed = loginAnswer.safeParse(body);
    if (!parsed.success)
      throw new XcallyError("POST", path, status, "the answer to the login holds no token");
    return parsed.data.token;
  };
  const renew = (): Promise<string> => {
    const attempt = login();
    token = attempt;
    attempt.catch(() => {
      if (token === attempt) token = undefined;
    });
    return attempt;
  };

  const sendWith = async (bearer: Promise<string>, request: ApiRequest) =>
    send({ ...request, headers: { ...request.headers, authorization: `Bearer ${await bearer}` } });

  return async (request) => {
    const used = token ?? renew();
    try {
      return await sendWith(used, request);
    } catch (error) {
      const tokenRefused = error instanceof XcallyError && error.status === 401 && error.path !== path;
      if (!tokenRefused) throw error;
      return sendWith(token === undefined || token === used ? renew() : token, request);
    }
  };
}
