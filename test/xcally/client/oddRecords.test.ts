import { expect, test } from "@jest/globals";
import type { XcallyOperation } from "../../../xcally/client/index.ts";
import { answersOdd, differs, get, json, one, otherRoute, send, taken } from "./oddServer.ts";

const account = ({ mailAccounts }: XcallyOperation) => mailAccounts.find("3");

answersOdd({
  "an empty body": {
    respond: send(""),
    says: `${one} answered 200: the answer is empty, not a Cloud Provider`,
    advises: otherRoute,
  },
  "204 to a GET": {
    respond: send("", 204),
    says: `${one} answered 204: the answer is empty, not a Cloud Provider`,
    advises: otherRoute,
  },
  "a bare text": {
    respond: json("ok"),
    says: `${one} answered 200: the answer is a text, not a Cloud Provider`,
    advises: otherRoute,
  },
  "a list where one record was asked for": {
    respond: json([{ id: 7 }]),
    says: `${one} answered 200: the answer is a list, not a Cloud Provider`,
    advises: otherRoute,
  },
  "a record in a wrapper": {
    respond: json({ data: { id: 7 } }),
    says: `${one} answered 200: a Cloud Provider came without the field id`,
    advises: otherRoute,
  },
  "an id that is no id": {
    respond: json({ id: true }),
    says: `${one} answered 200: the field id of a Cloud Provider is true or false, not an id`,
    advises: otherRoute,
  },
  "an id that has lost digits": {
    respond: send('{"id": 9007199254740993}'),
    says: `${one} answered 200: the field id of a Cloud Provider is a number that is not whole, not an id`,
    advises: otherRoute,
  },
  "another record than the one asked for": {
    respond: json({ id: 1 }),
    says: `${one} answered 200: the record 1 came instead of 7`,
    advises: otherRoute,
  },
  "a field of another type": {
    respond: json({ id: 7, clientId: { value: "x" } }),
    says: `${one} answered 200: the field clientId of a Cloud Provider is an object, not a text`,
    advises: differs("contract.cloudProvider.fields.clientId"),
  },
  "a name that is a number": {
    respond: json({ id: 7, name: 4 }),
    says: `${one} answered 200: the field name of a Cloud Provider is a number, not a text`,
    advises: differs("contract.cloudProvider.marker.field"),
  },
  "an association that is true": {
    ask: account,
    respond: json({ id: 3, CloudProviderId: true }),
    says: "GET /api/mail/accounts/3 answered 200: the field CloudProviderId of a mail account is true or false, not an id",
    advises: differs("contract.mailAccount.fields.cloudProviderId"),
  },
});

test("ids that are texts, and fields that are null, are taken", async () => {
  expect(await taken(json({ id: "7", name: null, clientId: null }), get)).toMatchObject({ id: "7" });
});
