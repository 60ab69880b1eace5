import { Hono } from "hono";
import { z } from "zod";
import { listen } from "../../shared/listen.ts";
import type { NodeEnvironment } from "../../shared/listen.ts";
import type { MailAccess } from "../access.ts";

/** What Dovecot's Lua sends, as a form. */
const question = z.object({ protocol: z.enum(["imap", "pop3"]), user: z.string(), token: z.string() });

/**
 * Answers Dovecot whether a token opens a mailbox: 200 with the mailbox's primary address, 401, or 503 where the token could not be
 * introspected.
 *
 * @param url where Dovecot asks.
 */
export async function startAuthenticationEndpoint(
  access: MailAccess,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const app = new Hono<NodeEnvironment>();
  app.post("/", async (context) => {
    const { protocol, user, token } = question.parse(await context.req.parseBody());
    const result = await access.read(protocol, { user, token });
    return result.outcome === "opened" ? context.text(result.mailbox.address) : context.text("", 401);
  });
  // Dovecot then tells its client of a fault of the server, and not of the token.
  app.onError((error, context) => context.text(error.message, 503));
  const { port, close } = await listen(app);
  return { url: `http://127.0.0.1:${port}/`, close };
}
