import { expect, test } from "@jest/globals";
import { otherChanges } from "../../pipelines/rotation/onlyRotations.ts";
import { previewOf, step } from "../commands/previewSummary/steps.ts";

const renewed = ["environment.MAILBOX_SECRET_END_DATE", "triggers[1]"];
const command = (op: string, name: string, differs: readonly string[]) =>
  otherChanges(previewOf([step(op, "command", "support", { name, differs })]));

test("a renewed secret needs nobody's approval", () => {
  expect(otherChanges(previewOf([step("replace", "secret", "support", { name: "support-1" })]))).toEqual([]);
});

test("a renewal may tell people with the command that is there", () => {
  expect(command("replace", "support", renewed)).toEqual([]);
});

test.each([
  ["another text of the command, although it is a secret", "replace", "support", [...renewed, "create"]],
  ["a command that is new", "create", "support", []],
  ["a command that goes", "delete", "support", []],
  ["a command of Exchange's that is new", "create", "support-allowSmtp", []],
  [
    "a command of Exchange's for somebody else",
    "update",
    "support-grantSendAs",
    ["environment.MAILBOX_SIGN_IN_USER"],
  ],
])("a renewal may not carry out %s", (_what, op, name, differs) => {
  expect(command(op, name, differs)).toEqual([`${op} command:local:Command ${name}`]);
});

test("a renewal may not take a protection away, not even together with a secret", () => {
  const old = { protect: true };
  const inputs = { clientSecret: "[secret]", secretExpires: "2027-07-11T00:00:00Z" };
  expect(
    otherChanges(
      previewOf([
        step("same", "application", "support", { old }),
        step("update", "cloudProvider", "support", { old, wanted: { inputs } }),
      ]),
    ),
  ).toEqual([
    "protect or retain otherwise azuread:index/application:Application support",
    "update pulumi-nodejs:dynamic/xcally:CloudProvider support",
  ]);
});
