import type { Category } from "./category.ts";
import { inRole, type Group } from "./groups.ts";
import { guardChangeOf } from "./guards.ts";
import { sentence, value, type Sentence } from "./sentence.ts";
import type { Situation } from "./situation.ts";

/** What somebody must do or look at before this preview becomes an `up`. */
export function warningsOf(group: Group, category: Category, situation: Situation): readonly Sentence[] {
  const { signInUser, cloudProvider, hasOtherCloudProvider, hasNewApplication, unlinked, isRetained } =
    situation;
  const who = value("somebody", signInUser);
  const makesNewApplication =
    category === "adopts" && inRole(group, "application").some(({ op }) => op === "create");
  return [
    ...(hasNewApplication || makesNewApplication
      ? [
          sentence(
            "XCALLY gets another application, and with it every sign-in is lost: have ",
            who,
            " ready to sign in again in XCALLY right after the `up`.",
          ),
        ]
      : []),
    ...(hasOtherCloudProvider
      ? [
          sentence(
            "The mail account gets another Cloud Provider, which nobody may have signed in to yet: have ",
            who,
            " ready to do so right after the `up`.",
          ),
        ]
      : []),
    ...(cloudProvider === "replaced"
      ? [
          sentence(
            "The Cloud Provider would be replaced. Nothing of this stack does that: find out why first.",
          ),
        ]
      : []),
    ...guards(group),
    ...(category === "disconnects" && unlinked.some(({ previous }) => previous === undefined) && !isRetained
      ? [
          sentence(
            "The mail account goes back to user and password, which Microsoft refuses where basic authentication is off.",
          ),
        ]
      : []),
  ];
}

function guards(group: Group): readonly Sentence[] {
  const { isProtected, isRetained } = guardChangeOf(group.guards);
  // What is left in place needs no protection.
  const isOpen = isProtected === false && isRetained !== true;
  return isOpen
    ? [
        sentence(
          "Its protection goes: after this `up` nothing refuses to remove it, or to replace its application.",
        ),
      ]
    : [];
}
