import type { Dispatcher } from "undici";
import type { z } from "zod";
import type { Cloud } from "./cloud.ts";
import { describeFailure, GraphError, unexpectedAnswer } from "./graphError.ts";
import { pageOf } from "./graphSchemas.ts";
import { exchange } from "./http.ts";
import { parseJson } from "./json.ts";
import { sendRepeatedly, startDeadline, type Deadline, type RepeatPolicy } from "./repeat.ts";

/** What every request to Microsoft Graph needs. */
export interface GraphConnection {
  readonly cloud: Cloud;
  readonly token: string;
  readonly dispatcher: Dispatcher;
  readonly policy: RepeatPolicy;
}

/** One operation: its requests share a deadline. All of them may arrive twice. */
export interface GraphOperation {
  /** @throws GraphError */
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** Reads a list with all its pages. @throws GraphError */
  list<T>(path: string, schema: z.ZodType<T>): Promise<readonly T[]>;
  /** Sends a change that has no answer. @throws GraphError */
  send(method: "PATCH" | "POST", path: string, json: unknown): Promise<void>;
}

/** No list here is longer; a server that goes on and on is not Graph. */
const mostPages = 100;

/** Begins an operation. Paths begin with a slash and lack the version of the API, which the cloud's address lacks too. */
export function startOperation(connection: GraphConnection): GraphOperation {
  const deadline = startDeadline(connection.policy.deadlineMs);
  const base = `${connection.cloud.graphUrl}/v1.0`;
  return {
    get: (path, schema) => read(connection, deadline, `${base}${path}`, schema),
    async list(path, schema) {
      const items = [];
      let url: string | undefined = `${base}${path}`;
      for (let page = 1; url !== undefined; page++) {
        const request = { method: "GET", url };
        if (page > mostPages) throw endless(request);
        const answer = await read(connection, deadline, url, pageOf(schema));
        items.push(...answer.value);
        url = nextPage(answer["@odata.nextLink"], url);
      }
      return items;
    },
    async send(method, path, json) {
      await call(connection, deadline, { method, url: `${base}${path}`, json });
    },
  };
}

async function read<T>(
  connection: GraphConnection,
  deadline: Deadline,
  url: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const request = { method: "GET", url } as const;
  const answer = schema.safeParse(parseJson(await call(connection, deadline, request)));
  if (!answer.success) throw unexpectedAnswer(request, answer.error);
  return answer.data;
}

/** The text of an answer that is a success. */
async function call(
  { token, dispatcher, policy }: GraphConnection,
  deadline: Deadline,
  request: { readonly method: "GET" | "PATCH" | "POST"; readonly url: string; readonly json?: unknown },
): Promise<string> {
  const { method, url, json } = request;
  const { outcome, tries } = await sendRepeatedly(
    (timeoutMs) => exchange(url, { method, bearer: token, json, dispatcher, timeoutMs }),
    policy,
    deadline,
  );
  const success = method === "GET" ? 200 : 204;
  if (outcome.kind === "answer" && outcome.status === success) return outcome.text;
  throw describeFailure(request, outcome, tries);
}

/** @throws GraphError for a page at another host, which must not see the token. */
function nextPage(link: string | undefined, url: string): string | undefined {
  if (link === undefined || URL.parse(link)?.origin === URL.parse(url)?.origin) return link;
  throw new GraphError(
    { method: "GET", url },
    {
      reason: `its next page is at ${URL.parse(link)?.origin ?? "no address"}, which is another host`,
      action: "check ARM_METADATA_HOSTNAME, and whether a proxy changes answers",
    },
  );
}

function endless(request: { readonly method: string; readonly url: string }): GraphError {
  return new GraphError(request, {
    reason: `the list has more than ${mostPages} pages`,
    action: "check ARM_METADATA_HOSTNAME, and whether a proxy changes answers",
  });
}
