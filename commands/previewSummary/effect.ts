import type { Category } from "./category.ts";
import { inRole, type Group } from "./groups.ts";
import { code } from "./markdown.ts";
import { aside, sentence, value, type Sentence } from "./sentence.ts";
import type { Situation } from "./situation.ts";
import { dayOf, textOf } from "./values.ts";

/** What will happen to running mail. */
export function effectOf(group: Group, category: Category, situation: Situation): Sentence {
  const who = value("somebody", situation.signInUser);
  switch (category) {
    case "disconnects":
      return disconnected(group, situation);
    case "replacesApplication":
      return sentence(
        "Mail stands still until ",
        who,
        " signs in again in XCALLY: a sign-in belongs to its application.",
      );
    case "repoints":
      return sentence(
        "Mail may stand still until ",
        who,
        " has signed in to the Cloud Provider that the account gets.",
      );
    case "connects":
      return sentence("Mail may stand still from the `up` until ", who, " signs in in XCALLY.");
    case "adopts":
      return adopted(group, who);
    case "rotates":
      return rotated(group, situation);
    case "changes":
      return sentence("Mail keeps flowing.");
  }
}

function rotated(group: Group, { hasNewSecret }: Situation): Sentence {
  if (!hasNewSecret) {
    return sentence("Mail keeps flowing; XCALLY keeps the secret that it has, and a spare one is renewed.");
  }
  const [cloudProvider] = inRole(group, "cloudProvider");
  const end = dayOf(textOf(cloudProvider?.new?.inputs, "secretExpires"));
  return sentence(
    "Mail keeps flowing; XCALLY gets a new secret",
    aside(end === undefined ? "" : `, valid until ${end}`),
    ".",
  );
}

function adopted(group: Group, who: Sentence): Sentence {
  if (inRole(group, "application").some(({ op }) => op === "create")) {
    return sentence(
      "Mail stands still until ",
      who,
      " signs in again in XCALLY: the application is a new one.",
    );
  }
  const [cloudProvider] = inRole(group, "cloudProvider");
  return cloudProvider?.new?.inputs["clientSecret"] === undefined
    ? sentence("Mail keeps flowing with the secret that XCALLY has.")
    : sentence(
        "Mail keeps flowing; XCALLY gets a secret of the stack's, and the one that it has stays valid.",
      );
}

function disconnected({ movedAway }: Group, { unlinked, isRetained }: Situation): Sentence {
  if (movedAway.length > 0) return sentence("Its mail account goes to another mailbox of the stack.");
  const [first] = unlinked;
  if (isRetained) {
    return sentence(
      "Mail keeps flowing: everything is left in place, but nobody renews the secret any more.",
    );
  }
  if (first === undefined) return sentence("What happens to mail is said at each mailbox.");
  return first.previous === undefined
    ? sentence("Mail of this account goes back to user and password.")
    : sentence(
        "Mail of this account goes back to the Cloud Provider that it had before",
        aside(` (${code(first.previous)})`),
        ".",
      );
}
