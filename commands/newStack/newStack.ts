import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { projectName } from "../../config/stackFields.ts";
import type { NewStackArguments } from "./arguments.ts";
import { nextCommands } from "./nextCommands.ts";
import { otherMailboxes, serverOf } from "./otherStacks.ts";
import { settingsMistakes, settingsOf, type StackSettings } from "./settings.ts";

/**
 * Writes `Pulumi.<name>.yaml` into a folder.
 *
 * @returns what to tell the person: what was written, and which commands come next.
 * @throws Error with every mistake; nothing is written then.
 */
export function newStack(wanted: NewStackArguments, folder: string): string {
  const file = `Pulumi.${wanted.name}.yaml`;
  const path = join(folder, file);
  const settings = settingsOf(wanted);
  const mistakes = [
    ...wanted.mistakes,
    ...(wanted.mistakes.length === 0 && existsSync(path)
      ? [
          `NAME: ${file} exists already, and is not overwritten. Choose another name, or change that file by hand.`,
        ]
      : []),
    ...settingsMistakes(settings),
    ...takenMistakes(wanted, folder),
  ];
  if (mistakes.length > 0) {
    const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
    throw new Error(
      [`Nothing was written, because of ${count}:`, ...mistakes.map((text) => `- ${text}`)].join("\n"),
    );
  }
  // "wx" refuses a file that has appeared meanwhile.
  writeFileSync(path, stackFile(settings), { flag: "wx" });
  return [
    `Wrote ${file}. Next:`,
    "",
    ...nextCommands(wanted).map((command) => `  ${command}`),
    "",
    `In pipelines, add ${wanted.name} to the list of stacks (docs/manyStacks.md).`,
  ].join("\n");
}

/** Two stacks must not fight for one mail account: neither of them would see the other in its previews. */
function takenMistakes({ url, mailboxes }: NewStackArguments, folder: string): readonly string[] {
  const onServer = otherMailboxes(folder).filter(({ server }) => server === serverOf(url ?? ""));
  return mailboxes.flatMap(({ key, address }) =>
    onServer
      .filter((other) => other.addresses.includes(address.toLowerCase()))
      .map(
        ({ stack }) =>
          `--mailbox (mailbox ${key}): ${address} is in the stack ${stack} already, on the same XCALLY server. ` +
          `Leave it out here, or remove it there first.`,
      ),
  );
}

function stackFile(settings: StackSettings): string {
  const config = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [`${projectName}:${key}`, value]),
  );
  // Secrets are added by `pulumi config set --secret`, which encrypts them.
  return stringify({ config });
}
