import { z } from "zod";
import { required, type Environment, type PullRequest } from "./place.ts";
import { send } from "./request.ts";

const thread = z.object({
  id: z.number(),
  comments: z.array(z.object({ id: z.number(), content: z.string().nullish() })),
});
const version = "?api-version=7.1";

/** A pull request of Azure Repos. The build service needs the right "Contribute to pull requests" in the repository. */
export function onAzureDevOps(environment: Environment): PullRequest {
  const given = required(environment, [
    "SYSTEM_COLLECTIONURI",
    "SYSTEM_TEAMPROJECTID",
    "BUILD_REPOSITORY_ID",
    "SYSTEM_PULLREQUEST_PULLREQUESTID",
    "SYSTEM_ACCESSTOKEN",
  ]);
  const repository = `${given.SYSTEM_TEAMPROJECTID}/_apis/git/repositories/${given.BUILD_REPOSITORY_ID}`;
  const api = {
    url: given.SYSTEM_COLLECTIONURI.replace(/\/+$/, ""),
    headers: { authorization: `Bearer ${given.SYSTEM_ACCESSTOKEN}` },
  };
  const threads = `/${repository}/pullRequests/${given.SYSTEM_PULLREQUEST_PULLREQUESTID}/threads`;
  return {
    async find(beginning) {
      // This list has no pages.
      const { value } = await send(api, "GET", `${threads}${version}`, z.object({ value: z.array(thread) }));
      const found = value.find(({ comments }) => comments[0]?.content?.startsWith(beginning) ?? false);
      const first = found?.comments[0];
      if (found === undefined || first === undefined) return undefined;
      const path = `${threads}/${found.id}/comments/${first.id}${version}`;
      return {
        replace: async (text) => {
          await send(api, "PATCH", path, z.object({ id: z.number() }), { content: text });
        },
      };
    },
    async add(text) {
      const comments = [{ parentCommentId: 0, commentType: "text", content: text }];
      // "closed": it is information, which nobody has to resolve before a merge.
      await send(api, "POST", `${threads}${version}`, z.object({ id: z.number() }), {
        comments,
        status: "closed",
      });
    },
  };
}
