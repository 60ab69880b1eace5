import { expect, test } from "@jest/globals";
import { noProxy } from "../../simulator/noProxy.ts";

test.each([
  ["nothing", {}, "localhost,127.0.0.1"],
  ["an empty list", { NO_PROXY: "" }, "localhost,127.0.0.1"],
  ["hosts of its own", { NO_PROXY: "a.contoso.com, .lan" }, "a.contoso.com,.lan,localhost,127.0.0.1"],
  ["another list in small letters", { NO_PROXY: "a", no_proxy: "b,a" }, "a,b,localhost,127.0.0.1"],
  ["loopback already", { no_proxy: "127.0.0.1" }, "127.0.0.1,localhost"],
])("where the shell says %s, loopback goes without a proxy besides", (_, environment, list) => {
  expect(noProxy(environment)).toEqual({ NO_PROXY: list, no_proxy: list });
});
