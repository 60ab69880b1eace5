import { expect, test } from "@jest/globals";
import { readSettings } from "../../config/settings.ts";
import { rejects } from "./mistakes.ts";
import { rawSettings } from "./rawSettings.ts";

test.each([
  ["is empty where nothing is set", {}, {}],
  ["holds what is set and nothing else", { secretProof: { required: false } }, { required: false }],
  [
    "takes both limits",
    { secretProof: { answersInARow: 20, deadlineSeconds: 900 } },
    { answersInARow: 20, deadlineSeconds: 900 },
  ],
])("the proof of a secret %s", (_, values, expected) => {
  expect(readSettings(rawSettings({ ...values }), { XCALLY_API_KEY: "key" }).secretProof).toEqual(expected);
});

rejects("a mistake in the proof of a secret is refused", {
  "a proof that is not an object": {
    stack: { secretProof: false },
    expected: [
      "secretProof: false is not allowed. Write an object with required, answersInARow, deadlineSeconds.",
    ],
  },
  "an unknown key": {
    stack: { secretProof: { answers: 3 } },
    expected: ["secretProof.answers: This key is not known. Did you mean answersInARow?"],
  },
  "numbers out of range": {
    stack: { secretProof: { answersInARow: 0, deadlineSeconds: 901 } },
    expected: [
      "secretProof.answersInARow: 0 is not allowed. Write a whole number from 1 to 20.",
      "secretProof.deadlineSeconds: 901 is not allowed. Write a whole number of seconds from 5 to 900.",
    ],
  },
  "texts instead of numbers and of true and false": {
    stack: { secretProof: { required: "no", answersInARow: "3", deadlineSeconds: 4.5 } },
    expected: [
      'secretProof.required: "no" is not allowed. Write true or false, without quotes.',
      'secretProof.answersInARow: "3" is not allowed. Write a whole number from 1 to 20.',
      "secretProof.deadlineSeconds: 4.5 is not allowed. Write a whole number of seconds from 5 to 900.",
    ],
  },
});
