import { rejects } from "./mistakes.ts";
import { baseMailbox } from "./rawSettings.ts";

const day = "Write a day of the calendar, such as 2026-01-01.";
const freeze = "Write the day from whose end the calendar is to stand still, such as 2026-12-01.";
const token = "Write a token of 1 to 40 letters, digits and hyphens, such as 2026-08-01-leak.";
const weekdayList = "Write a list of one or more of mon, tue, wed, thu, fri, sat, sun, each once.";
const timeZone = "Write the name of a time zone, such as Europe/Rome or UTC.";
const withWindow =
  "is not allowed with window, which may put a renewal off by more than a week. Write 8 or more.";

rejects("a mistake in the calendar of secrets is refused", {
  "days out of range": {
    stack: { secret: { everyDays: 6, graceDays: 181, lifetimeDays: 731, warnDays: 0 } },
    expected: [
      "secret.everyDays: 6 is not allowed. Write a whole number of days from 7 to 365.",
      "secret.graceDays: 181 is not allowed. Write a whole number of days from 1 to 180.",
      "secret.lifetimeDays: 731 is not allowed. Write a whole number of days from 15 to 730.",
      "secret.warnDays: 0 is not allowed. Write a whole number of days from 1 to lifetimeDays.",
    ],
  },
  "days that are a text or a fraction": {
    stack: { secret: { everyDays: "80", graceDays: 20.5, lifetimeDays: "180", warnDays: 1.5 } },
    expected: [
      'secret.everyDays: "80" is not allowed. Write a whole number of days from 7 to 365.',
      "secret.graceDays: 20.5 is not allowed. Write a whole number of days from 1 to 180.",
      'secret.lifetimeDays: "180" is not allowed. Write a whole number of days from 15 to 730.',
      "secret.warnDays: 1.5 is not allowed. Write a whole number of days from 1 to lifetimeDays.",
    ],
  },
  "secrets that would last longer than two years": {
    stack: { secret: { everyDays: 300, graceDays: 131 } },
    expected: [
      "secret.everyDays: 300 is not allowed with graceDays 131. A secret lasts at least twice everyDays plus graceDays, 731 days; make that 730 at most.",
    ],
  },
  "a lifetime that does not cover two periods and the grace days": {
    stack: { secret: { everyDays: 90, graceDays: 20, lifetimeDays: 199 } },
    expected: [
      "secret.lifetimeDays: 199 is not allowed with everyDays 90 and graceDays 20. Write twice everyDays plus graceDays, 200, or more, up to 730.",
    ],
  },
  "a default lifetime that does not": {
    stack: { secret: { everyDays: 81 } },
    expected: [
      "secret.lifetimeDays: The default of 180 is not allowed with everyDays 81 and graceDays 20. Write twice everyDays plus graceDays, 182, or more, up to 730.",
    ],
  },
  "a warning that would always be on": {
    stack: { secret: { warnDays: 181 } },
    expected: [
      "secret.warnDays: 181 is not allowed with lifetimeDays 180. Write a whole number of days from 1 to lifetimeDays.",
    ],
  },
  "an anchor that is no day of the calendar": {
    stack: { secret: { anchor: "2026-02-29" } },
    expected: [`secret.anchor: "2026-02-29" is not allowed. ${day}`],
  },
  "a freeze that is no day of the calendar": {
    stack: { secret: { freeze: "2026-12-32" } },
    expected: [`secret.freeze: "2026-12-32" is not allowed. ${freeze}`],
  },
  "a freeze that is a number": {
    stack: { secret: { freeze: 20261201 } },
    expected: [`secret.freeze: 20261201 is not allowed. ${freeze}`],
  },
  "a freeze that is true": {
    stack: { secret: { freeze: true } },
    expected: [
      "secret.freeze: true is not allowed. Write today's date, such as 2026-12-01: a run does not remember when true was written.",
    ],
  },
  "a freeze that is false": {
    stack: { secret: { freeze: false } },
    expected: ["secret.freeze: false is not allowed. Remove freeze: without it the calendar goes on."],
  },
  "a token with other characters": {
    stack: { secret: { rotateNow: "leak of may" } },
    expected: [`secret.rotateNow: "leak of may" is not allowed. ${token}`],
  },
  "tokens that are empty, too long or no text": {
    stack: {
      secret: { rotateNow: true },
      mailboxes: [
        { ...baseMailbox, rotateNow: "" },
        { key: "sales", address: "sales@contoso.com", rotateNow: "x".repeat(41) },
        { key: "info", address: "info@contoso.com", rotateNow: 1.5 },
      ],
    },
    expected: [
      `secret.rotateNow: true is not allowed. ${token}`,
      `mailboxes[0].rotateNow (mailbox support): "" is not allowed. ${token}`,
      `mailboxes[1].rotateNow (mailbox sales): "${"x".repeat(41)}" is not allowed. ${token}`,
      `mailboxes[2].rotateNow (mailbox info): 1.5 is not allowed. ${token}`,
    ],
  },
  "a token of one mailbox where one application serves all": {
    stack: { application: "shared", mailboxes: [{ ...baseMailbox, rotateNow: "leak" }] },
    expected: [
      'mailboxes[0].rotateNow (mailbox support): "leak" is not allowed with application shared, where all mailboxes have the same secrets. Set secret.rotateNow instead.',
    ],
  },
  "weekdays that are unknown, and an hour that no clock shows": {
    stack: { secret: { window: { weekdays: ["mon", "Tuesday"], fromHour: 24 } } },
    expected: [
      'secret.window.weekdays[1]: "Tuesday" is not allowed. Choose one of mon, tue, wed, thu, fri, sat, sun.',
      "secret.window.fromHour: 24 is not allowed. Write a whole hour from 0 to 23.",
    ],
  },
  "no weekdays": {
    stack: { secret: { window: { weekdays: [] } } },
    expected: [`secret.window.weekdays: An empty list is not allowed. ${weekdayList}`],
  },
  "a weekday twice": {
    stack: { secret: { window: { weekdays: ["mon", "mon"] } } },
    expected: [`secret.window.weekdays: This list is not allowed. ${weekdayList}`],
  },
  "a weekday that is not in a list, and an hour with minutes": {
    stack: { secret: { window: { weekdays: "mon", fromHour: "09:30" } } },
    expected: [
      `secret.window.weekdays: "mon" is not allowed. ${weekdayList}`,
      'secret.window.fromHour: "09:30" is not allowed. Write a whole hour from 0 to 23.',
    ],
  },
  "a time zone that does not exist": {
    stack: { secret: { window: { timeZone: "Europe/Roma" } } },
    expected: [`secret.window.timeZone: "Europe/Roma" is not allowed. ${timeZone}`],
  },
  "an offset instead of a time zone": {
    stack: { secret: { window: { timeZone: "+02:00" } } },
    expected: [`secret.window.timeZone: "+02:00" is not allowed. ${timeZone}`],
  },
  "an unknown key in the window": {
    stack: { secret: { window: { hour: 9 } } },
    expected: ["secret.window.hour: This key is not known. Did you mean fromHour?"],
  },
  "a window that is not an object": {
    stack: { secret: { window: "sun" } },
    expected: ['secret.window: "sun" is not allowed. Write an object with weekdays, fromHour, timeZone.'],
  },
  "periods and grace days that a window would use up": {
    stack: { secret: { everyDays: 7, graceDays: 7, window: {} } },
    expected: [`secret.everyDays: 7 ${withWindow}`, `secret.graceDays: 7 ${withWindow}`],
  },
  "an unknown key": {
    stack: { secret: { everyDay: 80 } },
    expected: ["secret.everyDay: This key is not known. Did you mean everyDays?"],
  },
  "a secret that is not an object": {
    stack: { secret: 80 },
    expected: [
      "secret: 80 is not allowed. Write an object with anchor, everyDays, graceDays, lifetimeDays, freeze, rotateNow, window, warnDays.",
    ],
  },
});
