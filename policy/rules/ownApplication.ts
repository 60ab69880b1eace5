import { z } from "zod";
import { isShared } from "../mailboxName.ts";
import { ofType, type Rule } from "../rule.ts";

const options = z.object({});

/** A secret that leaks opens one mailbox, and a sign-in that is lost stops one. */
export const ownApplication: Rule<z.output<typeof options>> = {
  name: "own-application",
  description: "Every mailbox has an application of its own.",
  scope: "resource",
  options,
  check: (resources) =>
    ofType(resources, "application")
      .filter(isShared)
      .map(({ urn }) => ({
        urn,
        message:
          "All mailboxes share one application, so a secret that leaks opens all of them. " +
          "Set application to perMailbox, or disable this policy.",
      })),
};
