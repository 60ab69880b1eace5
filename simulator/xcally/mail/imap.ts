import { ImapFlow } from "imapflow";
import { z } from "zod";
import type { MailServers } from "../office365.ts";
import { Refusal } from "../refusal.ts";

/** A sign-in at a mail server. */
export interface MailSignIn {
  /** What `user=` names. */
  readonly user: string;
  readonly accessToken: string;
}

const serverLine = z.object({ src: z.literal("s"), msg: z.string() });

/**
 * Fetches by IMAP what is new in the inbox.
 *
 * @param keepUnread whether it stays new.
 * @returns the mails, oldest first.
 * @throws Refusal with the server's answer.
 */
export async function fetchByImap(
  { imap, certificatePem }: MailServers,
  auth: MailSignIn,
  keepUnread: boolean,
): Promise<readonly string[]> {
  let refused: string | undefined;
  const note = (entry: unknown) => {
    const line = serverLine.safeParse(entry).data?.msg ?? "";
    // imapflow goes on after some refusals, so the first one is the reason.
    refused ??= /^\w+ ((?:NO|BAD) .*)$/.exec(line)?.[1];
  };
  const ignore = () => undefined;
  const client = new ImapFlow({
    ...imap,
    secure: true,
    tls: { ca: certificatePem },
    auth,
    logger: { debug: note, info: ignore, warn: ignore, error: ignore },
  });
  client.on("error", ignore);
  try {
    await client.connect();
    await client.mailboxOpen("INBOX");
    const unseen = await client.search({ seen: false });
    if (!unseen || unseen.length === 0) return [];
    const mails = await client.fetchAll(unseen, { source: true });
    if (!keepUnread) await client.messageFlagsAdd(unseen, ["\\Seen"]);
    return mails.map(({ source }) => source?.toString("utf8") ?? "");
  } catch (error) {
    if (refused === undefined) throw error;
    throw new Refusal("imap", refused, { cause: error });
  } finally {
    client.close();
  }
}
