import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { listen } from "../../../simulator/shared/listen.ts";
import type { NodeEnvironment } from "../../../simulator/shared/listen.ts";

/** What the endpoint tells of a token. */
export interface Claims {
  readonly upn: string;
  readonly aud: string;
  readonly scope: string;
}

/** An introspection endpoint of the tests' own, which makes the tokens too. */
export interface IntrospectionEndpoint {
  readonly url: string;
  /** Makes a token for Exchange with all delegated permissions, where the claims do not say otherwise. */
  token(claims?: Partial<Claims>): string;
  /** Answers no longer, with this status instead of 200. */
  failWith(status: 500 | undefined): void;
  close(): Promise<void>;
}

/** As long as real access tokens are, which are longer than a line of IMAP was ever meant to be. */
const padding = "x".repeat(3000);

/** Starts an endpoint that keeps the contract of simulator/mail/introspection.ts. */
export async function startIntrospection(): Promise<IntrospectionEndpoint> {
  const tokens = new Map<string, Claims>();
  let failure: 500 | undefined;
  const app = new Hono<NodeEnvironment>();
  app.post("/introspect", async (context) => {
    const { token } = await context.req.parseBody();
    if (failure) return context.text("", failure);
    const claims = typeof token === "string" ? tokens.get(token) : undefined;
    return context.json(claims ? { active: true, ...claims } : { active: false });
  });
  const { port, close } = await listen(app);
  return {
    url: `http://127.0.0.1:${port}/introspect`,
    token(claims) {
      const token = `${randomUUID()}.${padding}`;
      tokens.set(token, {
        upn: "alex@contoso.com",
        aud: "https://outlook.office.com",
        scope: "IMAP.AccessAsUser.All POP.AccessAsUser.All SMTP.Send",
        ...claims,
      });
      return token;
    },
    failWith(status) {
      failure = status;
    },
    close,
  };
}
