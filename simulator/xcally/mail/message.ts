import addressParser from "nodemailer/lib/addressparser";

/** A mail as it was fetched. */
export interface FetchedMail {
  /** The sender's address. */
  readonly from: string;
  readonly subject: string;
  /** `Message-ID` with its angle brackets; empty where the mail has none. */
  readonly messageId: string;
  /** The mail with its header. */
  readonly raw: string;
}

/** A mail to be sent. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The `Message-ID` that this answers. */
  readonly inReplyTo?: string;
}

/** Reads the header lines that XCALLY shows. */
export function readMail(raw: string): FetchedMail {
  const header = (/^[^]*?\r?\n\r?\n/.exec(raw)?.[0] ?? raw).replace(/\r?\n[ \t]+/g, " ");
  const field = (name: string) => new RegExp(`^${name}:(.*)$`, "im").exec(header)?.[1]?.trim() ?? "";
  return {
    from: addressParser(field("from"), { flatten: true })[0]?.address ?? "",
    subject: field("subject"),
    messageId: field("message-id"),
    raw,
  };
}
