import { z } from "zod";
import { mailboxName } from "../mailboxName.ts";
import { notKnownYet, ofType, type Rule } from "../rule.ts";

const millisecondsPerDay = 86_400_000;

const options = z.object({
  maxDays: z.int().min(1).default(180).describe("Days from today within which every client secret must end."),
});

/** Client secrets end, and soon enough. */
export const secretLifetime: Rule<z.output<typeof options>> = {
  name: "secret-lifetime",
  description: "Client secrets have an end, at most 180 days away.",
  scope: "resource",
  options,
  check: (resources, { maxDays }, { today }) =>
    ofType(resources, "secret").flatMap((secret) => {
      const { endDate } = secret.props;
      if (endDate === notKnownYet) return [];
      const end = typeof endDate === "string" ? Date.parse(endDate) : NaN;
      const days = Math.ceil((end - today.getTime()) / millisecondsPerDay);
      if (days <= maxDays) return [];
      const problem = Number.isNaN(days)
        ? "has no end date"
        : `ends on ${new Date(end).toISOString().slice(0, 10)}, in ${days} days`;
      return [
        {
          urn: secret.urn,
          message:
            `${mailboxName(secret)}: the client secret ${secret.name} ${problem}; ${maxDays} days are allowed. ` +
            `Set secret.lifetimeDays to ${maxDays} or less, and everyDays and graceDays so that twice the one plus the other fits.`,
        },
      ];
    }),
};
