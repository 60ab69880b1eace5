import { expect, test } from "@jest/globals";
import { plainEnvironment } from "../../../tools/bench/environment.ts";

test("what is measured is not told what the shell has set to make it faster, nor who signs in", () => {
  const shell = {
    PATH: "/bin",
    GOGC: "400",
    GOPATH: "/go",
    NODE_OPTIONS: "--x",
    PULUMI_PARALLEL: "9",
    TF_CLI_ARGS: "-x",
    ARM_CLIENT_ID: "a",
  };
  expect(plainEnvironment(shell)).toEqual({ PATH: "/bin", GOPATH: "/go" });
});
