import { Hono } from "hono";
import { listen } from "../../simulator/shared/listen.ts";

/** The part of the APIs of GitHub, GitLab and Azure DevOps that comments need, strict about paths and credentials. */
export interface CommentServer {
  /** The credential that is right; every other one is refused. */
  readonly token: string;
  /** Texts of all comments, the oldest first. */
  list(): readonly string[];
  /** Adds a comment of somebody else. */
  add(text: string): void;
  /** Environment of a job on the pull request 7, as each system sets it, without a credential. */
  readonly gitHub: Readonly<Record<string, string>>;
  readonly gitLab: Readonly<Record<string, string>>;
  readonly azureDevOps: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts the server; all three APIs show the same comments. */
export async function startCommentServer(): Promise<CommentServer> {
  const token = "the pipeline's token";
  const comments: string[] = [];
  const app = new Hono();
  const text = (body: unknown, field: string) => {
    const value = (body as Record<string, unknown>)[field];
    if (typeof value !== "string") throw new Error(`The body has no ${field}.`);
    return value;
  };
  const page = (query: (name: string) => string | undefined) => {
    const size = Number(query("per_page") ?? 30);
    const start = (Number(query("page") ?? 1) - 1) * size;
    return [...comments.entries()].slice(start, start + size);
  };
  const replace = (id: string, value: string) => {
    if (comments[Number(id) - 1] === undefined) throw new Error(`There is no comment ${id}.`);
    comments[Number(id) - 1] = value;
    return { id: Number(id), body: value };
  };

  app.use(async (context, next) => {
    const given =
      context.req.header("authorization") ?? `Bearer ${context.req.header("private-token") ?? ""}`;
    if (given !== `Bearer ${token}`) return context.json({ message: "Bad credentials" }, 401);
    return next();
  });
  app.notFound((context) => context.json({ message: "Not Found" }, 404));

  const gitHub = "/github/repos/contoso/mail/issues";
  app.get(`${gitHub}/7/comments`, (context) =>
    context.json(page((name) => context.req.query(name)).map(([at, body]) => ({ id: at + 1, body }))),
  );
  app.post(`${gitHub}/7/comments`, async (context) => {
    const body = text(await context.req.json(), "body");
    return context.json({ id: comments.push(body), body }, 201);
  });
  app.patch(`${gitHub}/comments/:id`, async (context) =>
    context.json(replace(context.req.param("id"), text(await context.req.json(), "body"))),
  );

  const gitLab = "/gitlab/api/v4/projects/42/merge_requests/7/notes";
  app.get(gitLab, (context) =>
    context.json(page((name) => context.req.query(name)).map(([at, body]) => ({ id: at + 1, body }))),
  );
  app.post(gitLab, async (context) => {
    const body = text(await context.req.json(), "body");
    return context.json({ id: comments.push(body), body }, 201);
  });
  app.put(`${gitLab}/:id`, async (context) =>
    context.json(replace(context.req.param("id"), text(await context.req.json(), "body"))),
  );

  const threads = "/azure/contoso/project/_apis/git/repositories/repository/pullRequests/7/threads";
  const needsVersion = (version: string | undefined) => {
    if (version === undefined) throw new Error("The request has no api-version.");
  };
  app.get(threads, (context) => {
    needsVersion(context.req.query("api-version"));
    // A thread that only the system writes has a comment without content.
    const system = { id: 900, comments: [{ id: 1 }] };
    const all = comments.map((content, at) => ({ id: at + 1, comments: [{ id: 1, content }] }));
    return context.json({ value: [system, ...all], count: all.length + 1 });
  });
  app.post(threads, async (context) => {
    needsVersion(context.req.query("api-version"));
    const body = await context.req.json<{ comments: unknown[]; status?: string }>();
    if (body.status !== "closed") throw new Error("The thread would wait for somebody.");
    return context.json({ id: comments.push(text(body.comments[0], "content")) });
  });
  app.patch(`${threads}/:thread/comments/1`, async (context) => {
    needsVersion(context.req.query("api-version"));
    return context.json(replace(context.req.param("thread"), text(await context.req.json(), "content")));
  });

  const server = await listen(app);
  const url = `http://127.0.0.1:${server.port}`;
  return {
    token,
    list: () => [...comments],
    add: (comment) => comments.push(comment),
    gitHub: {
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: `${url}/github`,
      GITHUB_REPOSITORY: "contoso/mail",
      GITHUB_REF: "refs/pull/7/merge",
    },
    gitLab: {
      GITLAB_CI: "true",
      CI_API_V4_URL: `${url}/gitlab/api/v4`,
      CI_PROJECT_ID: "42",
      CI_MERGE_REQUEST_IID: "7",
    },
    azureDevOps: {
      TF_BUILD: "True",
      SYSTEM_COLLECTIONURI: `${url}/azure/contoso/`,
      SYSTEM_TEAMPROJECTID: "project",
      BUILD_REPOSITORY_ID: "repository",
      SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
    },
    close: () => server.close(),
  };
}
