import { z } from "zod";
import type { Contract } from "../contract.ts";
import type { Deadline } from "./deadline.ts";
import { XcallyError } from "./errors.ts";
import type { ApiRequest, Transport } from "./transport.ts";

/** How the client proves who it is. XCALLY's partners advise the API key: passwords expire and accounts lock. */
export type Credentials =
  | { readonly kind: "apiKey"; readonly apiKey: string }
  | { readonly kind: "basic" | "login"; readonly user: string; readonly password: string };

/**
 * Wraps `transport` so that every request carries the credentials.
 *
 * `login` asks for a token once and shares it among concurrent requests; when the server refuses the token with 401 (it
 * lives for some hours), one new login is tried before the refusal is passed on.
 */
export function authenticate(transport: Transport, credentials: Credentials, contract: Contract): Transport {
  switch (credentials.kind) {
    case "apiKey": {
      const { in: place, name } = contract.apiKey;
      const { apiKey } = credentials;
      if (place === "query") {
        return (request, deadline) =>
          transport(
            withSecret({ ...request, query: { ...request.query, [name]: apiKey } }, apiKey),
            deadline,
          );
      }
      const value = name.toLowerCase() === "authorization" ? `Bearer ${apiKey}` : apiKey;
      return (request, deadline) => transport(withHeader(request, name, value, apiKey), deadline);
    }
    case "basic": {
      const { user, password } = credentials;
      const pair = Buffer.from(`${user}:${password}`, "utf8").toString("base64");
      return (request, deadline) => {
        const signed = withHeader(request, "authorization", `Basic ${pair}`, pair);
        return transport(withSecret(signed, password), deadline);
      };
    }
    case "login":
      return withLogin(transport, credentials, contract.basePath + contract.routes.login);
  }
}

function withHeader(request: ApiRequest, name: string, value: string, secret: string): ApiRequest {
  return withSecret({ ...request, headers: { ...request.headers, [name]: value } }, secret);
}

function withSecret(request: ApiRequest, secret: string): ApiRequest {
  return { ...request, secrets: [...(request.secrets ?? []), secret] };
}

const loginAnswer = z.object({ token: z.string().min(1) });

function withLogin(
  transport: Transport,
  { user, password }: { user: string; password: string },
  path: string,
): Transport {
  let token: Promise<string> | undefined;

  const login = async (deadline: Deadline): Promise<string> => {
    const body = { name: user, password };
    const { status, body: answer } = await transport(
      { method: "POST", path, body, makesNothing: true, secrets: [password] },
      deadline,
    );
    const parsed = loginAnswer.safeParse(answer);
    if (parsed.success) return parsed.data.token;
    throw new XcallyError("POST", path, status, "the answer to the login has no field token", {
      code: "UNEXPECTED",
      setting: "contract.routes.login",
    });
  };
  const renew = (deadline: Deadline): Promise<string> => {
    const attempt = login(deadline);
    token = attempt;
    attempt.catch(() => {
      if (token === attempt) token = undefined;
    });
    return attempt;
  };

  const sendWith = async (bearer: Promise<string>, request: ApiRequest, deadline: Deadline) => {
    const value = await bearer;
    return transport(withHeader(request, "authorization", `Bearer ${value}`, value), deadline);
  };

  return async (request, deadline) => {
    const used = token ?? renew(deadline);
    try {
      return await sendWith(used, request, deadline);
    } catch (error) {
      const tokenRefused = error instanceof XcallyError && error.status === 401 && error.path !== path;
      if (!tokenRefused) throw error;
      return sendWith(token === undefined || token === used ? renew(deadline) : token, request, deadline);
    }
  };
}
