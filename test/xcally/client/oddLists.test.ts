import { expect, test } from "@jest/globals";
import type { XcallyOperation } from "../../../xcally/client/index.ts";
import {
  all,
  answersOdd,
  differs,
  json,
  list,
  otherRoute,
  rows,
  send,
  taken,
  type Respond,
} from "./oddServer.ts";

const accounts = ({ mailAccounts }: XcallyOperation) => mailAccounts.list();
/** Answers by the offset asked for. */
const pages =
  (answer: (offset: number) => unknown): Respond =>
  (response, url) => {
    response.end(JSON.stringify(answer(Number(url.searchParams.get("offset")))));
  };

answersOdd({
  "mail accounts without an address": {
    ask: accounts,
    respond: json({ count: 2, rows: rows(1, 2) }),
    says: "GET /api/mail/accounts answered 200: none of the 2 mail accounts has the field email",
    advises: differs("contract.mailAccount.fields.email"),
  },
  "Cloud Providers without a name": {
    ask: list,
    respond: json({ count: 2, rows: [{ id: 1 }, { id: 2 }] }),
    says: `${all} answered 200: none of the 2 Cloud Providers has the field name`,
    advises: differs("contract.cloudProvider.fields.name"),
  },
  "an object instead of a list": {
    ask: list,
    respond: json({ count: 3 }),
    says: `${all} answered 200: the answer has no field rows, so it is not a list of Cloud Providers`,
    advises: otherRoute,
  },
  "rows that are no list": {
    ask: list,
    respond: json({ count: 1, rows: { 1: {} } }),
    says: `${all} answered 200: the field rows of a list of Cloud Providers is an object, not a list`,
    advises: otherRoute,
  },
  "a count that is a text": {
    ask: list,
    respond: json({ count: "many", rows: [] }),
    says: `${all} answered 200: the field count of a list of Cloud Providers is a text, not a number`,
    advises: otherRoute,
  },
  "no body for a list": {
    ask: list,
    respond: send("", 204),
    says: `${all} answered 204: the answer is empty, not a list of Cloud Providers`,
    advises: otherRoute,
  },
  "rows without ids": {
    ask: list,
    respond: json({ count: 2, rows: [{ id: 1, name: "a" }, { name: "b" }] }),
    says: `${all} answered 200: a Cloud Provider came without the field id`,
    advises: otherRoute,
  },
  "rows that are null": {
    ask: list,
    respond: json([null]),
    says: `${all} answered 200: the answer is null, not a Cloud Provider`,
    advises: otherRoute,
  },
  "a row on two pages": {
    ask: list,
    respond: pages((offset) => ({ count: 4, rows: offset === 0 ? rows(1, 2) : rows(2, 3) })),
    says: `${all} answered 200: the row with the id 2 comes twice, so others may be missing`,
    advises: otherRoute,
  },
  "the same page over and over": {
    ask: list,
    respond: pages(() => ({ count: 9, rows: rows(1, 2, 3) })),
    says: `${all} answered 200: the row with the id 1 comes twice, so others may be missing`,
    advises: otherRoute,
  },
  "a page without a count that repeats a row among new ones": {
    ask: list,
    respond: pages((offset) => rows(...(offset === 0 ? [1, 2] : offset === 2 ? [2, 3] : []))),
    says: `${all} answered 200: the row with the id 2 comes twice, so others may be missing`,
    advises: otherRoute,
  },
  "fewer rows than promised": {
    ask: list,
    respond: pages((offset) => ({ count: 5, rows: offset === 0 ? rows(1, 2, 3) : [] })),
    says: `${all} answered 200: 5 rows are promised, but 3 came`,
    advises: otherRoute,
  },
  "more rows than promised": {
    ask: list,
    respond: json({ count: 1, rows: rows(1, 2, 3) }),
    says: `${all} answered 200: 1 rows are promised, but 3 came`,
    advises: otherRoute,
  },
  "a count that is never the same": {
    ask: list,
    respond: pages((offset) => ({ count: 10 + offset, rows: rows(offset + 1) })),
    says: `${all} answered 200: the list changed each of the 3 times that it was read`,
    advises: otherRoute,
  },
});

test("rows without a count, and a server that does not page, are taken", async () => {
  expect(await taken(json({ rows: rows(1, 2) }), list)).toHaveLength(2);
  expect(await taken(json(rows(1, 2, 3)), list)).toHaveLength(3);
});
