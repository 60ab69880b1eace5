import type { Context } from "hono";
import type { GraphContext, GraphEnvironment } from "../graphContext.ts";
import { badRequest, GraphError } from "../graphError.ts";
import { meets, parseFilter } from "./filter.ts";
import { readQuery, select } from "./queryOptions.ts";
import type { WireObject } from "./queryOptions.ts";

/** What kind of objects an answer holds. */
export interface ResourceKind {
  /** Graph's name of the resource, such as `Application`. */
  readonly resource: string;
  /** Graph's name of the collection, such as `applications`. */
  readonly collection: string;
  /** The properties by which a list can be filtered. */
  readonly filterable?: readonly string[];
  /** The properties, lists of texts, by which a list can be filtered with `any`. */
  readonly filterableByElement?: readonly string[];
}

const greatestPage = 999;

/** Answers one object, reduced by `$select`. */
export function answerOne(
  context: Context<GraphEnvironment>,
  graph: GraphContext,
  kind: ResourceKind,
  object: WireObject,
  status: 200 | 201 = 200,
): Response {
  const selected = select(object, readQuery(context).get("$select"), kind.resource);
  const metadata = `${graph.graphUrl()}/${context.var.version}/$metadata#${kind.collection}/$entity`;
  return context.json({ "@odata.context": metadata, ...selected }, status);
}

/** Answers one page of a list, filtered and reduced, with the address of the next page. */
export function answerList(
  context: Context<GraphEnvironment>,
  graph: GraphContext,
  kind: ResourceKind,
  objects: readonly WireObject[],
): Response {
  const query = readQuery(context);
  const filter = query.get("$filter");
  const clauses = filter === undefined ? [] : parseFilter(filter, kind);
  const found = objects.filter((object) => meets(object, clauses));

  const start = readSkipToken(query.get("$skiptoken"));
  const end = start + readTop(query.get("$top"), graph.pageSize);
  return context.json({
    "@odata.context": `${graph.graphUrl()}/${context.var.version}/$metadata#${kind.collection}`,
    ...(end < found.length ? { "@odata.nextLink": nextLink(context, end) } : {}),
    value: found.slice(start, end).map((object) => select(object, query.get("$select"), kind.resource)),
  });
}

/** The same request with the place to go on, which clients must not look into. */
function nextLink(context: Context<GraphEnvironment>, start: number): string {
  const url = new URL(context.req.url);
  url.searchParams.set("$skiptoken", Buffer.from(`page:${start}`).toString("base64url"));
  return url.href;
}

function readSkipToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = /^page:(\d+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (start === undefined) {
    throw new GraphError(
      400,
      "Directory_ExpiredPageToken",
      "The specified page token value has expired and can no longer be included in your request.",
    );
  }
  return Number(start);
}

function readTop(text: string | undefined, pageSize: number): number {
  if (text === undefined) return pageSize;
  const top = /^\d+$/.test(text) ? Number(text) : 0;
  if (top < 1 || top > greatestPage) {
    throw badRequest(`Invalid page size specified: '${text}'. Must be between 1 and 999 inclusive.`);
  }
  return top;
}
