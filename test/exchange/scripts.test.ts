import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { exchangeSteps } from "../../components/exchangeSteps.ts";
import { documentedParameters } from "./documentedParameters.ts";
import { parseCommands, type Command } from "./powerShell.ts";

const folder = join(import.meta.dirname, "../../exchange");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const names = readdirSync(folder);
/** Functions of connect.ps1. */
const functions = Array.from(read("connect.ps1").matchAll(/^function ([\w-]+)/gm), ([, name]) => name ?? "");

/** Every step that there is; what quoting must cope with is in it. */
const steps = exchangeSteps({
  key: "info",
  address: "o'info@contoso.com",
  account: { by: "address", address: "o'info@contoso.com" },
  signInUser: "o'brien@contoso.com",
  shared: true,
  protocols: ["imap", "pop", "smtp"],
  retain: false,
  protect: true,
});

/** What of the commands Microsoft does not document. */
const unknown = (commands: readonly Command[]) =>
  commands.flatMap(({ name, parameters }) => {
    const documented = documentedParameters[name];
    if (documented === undefined) return functions.includes(name) ? [] : [name];
    return parameters
      .filter((parameter) => !documented.includes(parameter))
      .map((parameter) => `${name} -${parameter}`);
  });

/** The variables that a script cannot do without. */
const needed = (script: string) =>
  parseCommands(script)
    .filter(({ name }) => name === "Get-RequiredValue")
    .flatMap(({ texts }) => texts);

test("the grammar tells what is not PowerShell, and where", () => {
  expect(() => parseCommands("Get-CASMailbox\nif ($x { }")).toThrow("Not PowerShell: line 2");
  expect(() => parseCommands("Get-CASMailbox -Identity 'o'brien@contoso.com'")).toThrow(
    "Not PowerShell: line 1",
  );
});

describe("a script", () => {
  test.each(names)("%s is PowerShell, with documented cmdlets and parameters alone", (name) => {
    expect(unknown(parseCommands(read(name)))).toEqual([]);
  });

  test("is there for every step, and for nothing else", () => {
    const expected = [...steps.map(({ script }) => `${script}.ps1`), "connect.ps1"];
    expect(names.toSorted()).toEqual(expected.toSorted());
  });

  test.each(steps)(
    "$script does what the pasted line does, looks first, and gets every variable that it needs",
    (step) => {
      const script = read(`${step.script}.ps1`);
      const used = parseCommands(script).map(({ name }) => name);
      const [changing] = parseCommands(step.command);
      const [looking] = parseCommands(step.verification);
      if (!changing || !looking) throw new Error("no command");
      expect(used.filter((name) => name === changing.name)).toHaveLength(1);
      expect(used.indexOf(looking.name)).toBeLessThan(used.indexOf(changing.name));
      expect(used.indexOf(looking.name)).toBeGreaterThan(0);

      const given = ["MAILBOX_KEY", "MAILBOX_ADDRESS", ...needed(script)];
      expect(new Set(given)).toEqual(new Set(Object.keys(step.environment)));
    },
  );

  test("signs in with variables of the environment alone, and says in its first lines which", () => {
    const script = read("connect.ps1");
    const variables = new Set(
      [...script.matchAll(/(?<=\$env:|RequiredValue ')EXCHANGE_\w+/g)].map(([name]) => name),
    );
    expect(variables.size).toBe(5);
    for (const name of variables) expect(script).toMatch(new RegExp(`^# {3}${name} `, "m"));
  });
});

describe("a pasted line", () => {
  test.each(steps.flatMap(({ command, verification }) => [command, verification]))(
    "is PowerShell, with documented cmdlets and parameters, and names whom it is about: %s",
    (line) => {
      const commands = parseCommands(line);
      expect(unknown(commands)).toEqual([]);
      expect(commands[0]?.texts[0]).toMatch(/^o'(info|brien)@contoso\.com$/);
    },
  );
});
