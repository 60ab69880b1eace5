import { z } from "zod";

const advice =
  "Write one address alone, such as support@contoso.com, without a name, blanks or letters outside ASCII.";

/**
 * One mail address, or the name a user signs in with, which has the same form. Letters outside ASCII are
 * refused because Exchange Online gives no mailbox such an address; a domain is written in its ASCII form (xn--).
 */
export const mailAddress = z.string(advice).max(254, advice).pipe(z.email(advice));

const personalDomains = new Set(["outlook.com", "hotmail.com", "live.com", "msn.com"]);

/** Whether the address is of a domain that only personal Microsoft accounts have. */
export function isPersonalAddress(address: string): boolean {
  return personalDomains.has(domainOf(address));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
