/** Who refused: Entra ID's token endpoint, a mail server, or XCALLY itself. */
export type Refuser = "token" | "imap" | "pop3" | "smtp" | "xcally";

/**
 * Mail that could not be fetched or sent. The message is the other side's own text with its own code, such as
 * `535 5.7.3 Authentication unsuccessful`, so that it can be compared with Microsoft's.
 */
export class Refusal extends Error {
  readonly by: Refuser;

  constructor(by: Refuser, text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = "Refusal";
    this.by = by;
  }
}
