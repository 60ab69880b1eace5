import { inRole, type Group } from "./groups.ts";
import type { Situation } from "./situation.ts";

/** What may happen to a mailbox, the one that wants the most attention first. Each mailbox is in one of them. */
export const categories = {
  disconnects: "Disconnects",
  replacesApplication: "Gets another application",
  repoints: "Re-points its mail account",
  connects: "Connects",
  adopts: "Adopts what people have made",
  rotates: "Rotates its secret",
  changes: "Changes",
} as const;

/** The name of a category. */
export type Category = keyof typeof categories;

/** The one category that a mailbox belongs to. */
export function categoryOf(group: Group, situation: Situation): Category {
  const { linked, unlinked, cloudProvider, hasOtherCloudProvider, hasNewApplication, hasNewSecret } =
    situation;
  const lets = unlinked.length > 0 || group.movedAway.length > 0;
  if (linked.length > 0 && lets) return "repoints";
  if (lets || (cloudProvider === "goes" && !hasOtherCloudProvider)) return "disconnects";
  if (cloudProvider === "adopted") return "adopts";
  if (linked.length > 0 || (cloudProvider === "made" && !hasOtherCloudProvider)) return "connects";
  if (hasOtherCloudProvider) return "repoints";
  if (hasNewApplication) return "replacesApplication";
  return hasNewSecret || inRole(group, "secret").length > 0 ? "rotates" : "changes";
}
