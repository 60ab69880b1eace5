import { describe, expect, test } from "@jest/globals";
import { readSettings } from "../../config/settings.ts";
import { settingsOf } from "./calendarModel.ts";
import { baseMailbox, rawSettings } from "./rawSettings.ts";

describe("the settings of the calendar are read", () => {
  test("with every default filled in", () => {
    expect(settingsOf()).toEqual({
      anchor: "2026-01-01",
      everyDays: 80,
      graceDays: 20,
      lifetimeDays: 180,
      warnDays: 14,
    });
  });

  test("with everything set", () => {
    const all = {
      anchor: "2028-02-29",
      everyDays: 300,
      graceDays: 130,
      lifetimeDays: 730,
      freeze: "2026-12-01",
      rotateNow: "Leak-2",
      window: { weekdays: ["fri", "mon"], fromHour: 23, timeZone: "Pacific/Apia" },
      warnDays: 730,
    };
    expect(settingsOf(all)).toEqual(all);
  });

  test("with a window of which only a part is said", () => {
    expect(settingsOf({ window: { fromHour: 9 } }).window).toEqual({
      weekdays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
      fromHour: 9,
      timeZone: "UTC",
    });
  });

  test("with days as Pulumi hands them over when they stand in YAML without quotes", () => {
    const day = "2026-12-01 00:00:00 +0000 UTC";
    expect(settingsOf({ anchor: day, freeze: day, rotateNow: day })).toMatchObject({
      anchor: "2026-12-01",
      freeze: "2026-12-01",
      rotateNow: "2026-12-01",
    });
  });

  test("with a token that is a number, which pulumi config set writes without quotes", () => {
    expect(settingsOf({ rotateNow: 2 }).rotateNow).toBe("2");
  });

  test("only if they fit together and the window is right too", () => {
    expect(() => settingsOf({ everyDays: 81 })).toThrow("secret.lifetimeDays: The default of 180");
    expect(() => settingsOf({ window: { fromHour: 24 } })).toThrow("secret.window.fromHour: 24");
  });

  test("with a token for one mailbox alone", () => {
    const raw = rawSettings({
      mailboxes: [
        { ...baseMailbox, rotateNow: "leak" },
        { key: "sales", address: "sales@contoso.com" },
      ],
    });
    const { mailboxes } = readSettings(raw, { XCALLY_API_KEY: "key" });
    expect(mailboxes.map(({ rotateNow }) => rotateNow)).toEqual(["leak", undefined]);
    expect(Object.keys(mailboxes[1] ?? {})).not.toContain("rotateNow");
  });
});
