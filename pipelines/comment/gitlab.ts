import { z } from "zod";
import { required, type Environment, type PullRequest } from "./place.ts";
import { findOnPages, send } from "./request.ts";

const note = z.object({ id: z.number(), body: z.string() });

/** A merge request on GitLab. The job's own token may not write comments there, hence GITLAB_COMMENT_TOKEN. */
export function onGitLab(environment: Environment): PullRequest {
  const given = required(environment, [
    "CI_API_V4_URL",
    "CI_PROJECT_ID",
    "CI_MERGE_REQUEST_IID",
    "GITLAB_COMMENT_TOKEN",
  ]);
  const api = {
    url: `${given.CI_API_V4_URL}/projects/${given.CI_PROJECT_ID}`,
    headers: { "private-token": given.GITLAB_COMMENT_TOKEN },
  };
  const notes = `/merge_requests/${given.CI_MERGE_REQUEST_IID}/notes`;
  return {
    async find(beginning) {
      const page = (at: number) => send(api, "GET", `${notes}?per_page=100&page=${at}`, z.array(note));
      const found = await findOnPages(100, page, ({ body }) => body.startsWith(beginning));
      if (found === undefined) return undefined;
      return {
        replace: async (text) => {
          await send(api, "PUT", `${notes}/${found.id}`, note, { body: text });
        },
      };
    },
    async add(text) {
      await send(api, "POST", notes, note, { body: text });
    },
  };
}
