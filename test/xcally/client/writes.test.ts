import { describe, expect, test } from "@jest/globals";
import { rejection } from "../../support/rejection.ts";
import { fields, operationOn, serve } from "./server.ts";

const ours = { id: 5, name: "Support [0123456789abcdef]" };
/** A server that answers writes with this text, and lists with our record. */
const answering = async <T>(
  text: string,
  work: (url: string, bodies: unknown[]) => Promise<T>,
): Promise<T> => {
  const bodies: unknown[] = [];
  const server = await serve((request, response) => {
    if (request.method === "GET") {
      response.end(JSON.stringify([ours]));
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (chunks.length > 0) bodies.push(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      response.end(text);
    });
  });
  try {
    return await work(server.url, bodies);
  } finally {
    await server.close();
  }
};

describe.each([
  ["nothing", ""],
  ["a word", "OK"],
])("a success that says %s", (_, text) => {
  test("is enough for a change and a deletion, which are read back anyway", async () => {
    await answering(text, async (url) => {
      const { cloudProviders, mailAccounts } = operationOn(url);
      expect(await cloudProviders.update("5", fields)).toBe(true);
      expect(await mailAccounts.associate("3", "5")).toBe(true);
      await cloudProviders.delete("5");
    });
  });

  test.each([false, true])(
    "to a POST means that the record is found by its marker, failing fast: %s",
    async (failFast) => {
      await answering(text, async (url, bodies) => {
        expect((await operationOn(url, { failFast }).cloudProviders.create(fields)).id).toBe("5");
        expect(bodies).toHaveLength(1);
      });
    },
  );
});

test("a page instead of an answer to a change is no success", async () => {
  await answering("<html>Sign in</html>", async (url) => {
    const { message } = await rejection(operationOn(url).mailAccounts.associate("3", "5"));
    expect(message).toContain("what came is not JSON");
  });
});

test("nothing is sent of a Cloud Provider but the contract's fields, whatever else its values hold", async () => {
  await answering("", async (url, bodies) => {
    await operationOn(url).cloudProviders.update("5", { ...fields, ...{ server: url, mailbox: "support" } });
    expect(bodies).toEqual([
      {
        name: "Support [0123456789abcdef]",
        service: "Microsoft Azure",
        type: "Outlook365",
        clientId: fields.clientId,
        clientSecret: fields.clientSecret,
        tenantId: fields.tenantId,
      },
    ]);
  });
});

test("a request that is not answered in time is given up and sent again", async () => {
  let requests = 0;
  const server = await serve((_, response) => {
    if (++requests > 1) response.end("[]");
  });
  try {
    expect(await operationOn(server.url, { answerTimeout: 50 }).cloudProviders.list()).toEqual([]);
    expect(requests).toBe(2);
  } finally {
    await server.close();
  }
});
