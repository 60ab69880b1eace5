/** Where Office 365 is for this server; the real one has Microsoft's addresses built in. */
export interface Office365 {
  /** Address of the sign-in, without path: `http://localhost:9081`. */
  readonly loginUrl: string;
  /** The mail servers; undefined where nothing is fetched and sent. */
  readonly mail?: MailServers | undefined;
}

/** Exchange Online's mail servers. */
export interface MailServers {
  /** IMAP with TLS from the first byte. */
  readonly imap: Endpoint;
  /** POP3 with TLS from the first byte. */
  readonly pop3: Endpoint;
  /** SMTP submission with STARTTLS. */
  readonly smtp: Endpoint;
  /** The authority's certificate (PEM) that their certificates are checked against. */
  readonly certificatePem: string;
}

/** Where a server listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}
