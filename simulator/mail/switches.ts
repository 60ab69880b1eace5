/** How the tenant behaves. Read anew for each sign-in, so a test may turn it at run time. */
export interface MailSwitches {
  /**
   * `Set-TransportConfig -SmtpClientAuthenticationDisabled`: SMTP AUTH is off for every mailbox that does not say
   * otherwise, for tokens as for passwords. Defaults to false; new real tenants have true.
   */
  smtpClientAuthenticationDisabled: boolean;
}

/** The switches at the start, where the options are silent. */
export function startSwitches(options: Partial<MailSwitches>): MailSwitches {
  return { smtpClientAuthenticationDisabled: options.smtpClientAuthenticationDisabled ?? false };
}
