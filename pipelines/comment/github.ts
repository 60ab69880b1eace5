import { z } from "zod";
import { required, type Environment, type PullRequest } from "./place.ts";
import { findOnPages, send } from "./request.ts";

const comment = z.object({ id: z.number(), body: z.string().nullish() });

/** A pull request on GitHub, from a workflow that one has started. */
export function onGitHub(environment: Environment): PullRequest {
  const given = required(environment, ["GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_REF", "GITHUB_TOKEN"]);
  const number = /^refs\/pull\/(\d+)\//.exec(given.GITHUB_REF)?.[1];
  if (number === undefined)
    throw new Error(`${given.GITHUB_REF} is no pull request, so there is nothing to comment on.`);
  const api = {
    url: `${given.GITHUB_API_URL}/repos/${given.GITHUB_REPOSITORY}`,
    headers: { authorization: `Bearer ${given.GITHUB_TOKEN}`, "x-github-api-version": "2022-11-28" },
  };
  const comments = `/issues/${number}/comments`;
  return {
    async find(beginning) {
      const page = (at: number) => send(api, "GET", `${comments}?per_page=100&page=${at}`, z.array(comment));
      const found = await findOnPages(100, page, ({ body }) => body?.startsWith(beginning) ?? false);
      if (found === undefined) return undefined;
      return {
        replace: async (text) => {
          await send(api, "PATCH", `/issues/comments/${found.id}`, comment, { body: text });
        },
      };
    },
    async add(text) {
      await send(api, "POST", comments, comment, { body: text });
    },
  };
}
