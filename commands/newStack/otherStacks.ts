import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { projectName } from "../../config/stackFields.ts";

/** A mailbox of another stack of this repository. */
export interface OtherMailbox {
  /** Name of the stack. */
  readonly stack: string;
  /** Address of its XCALLY server, as {@link serverOf} has it. */
  readonly server: string;
  /** Its mail address and that of its mail account, where that is named by another one; in lower case. */
  readonly addresses: readonly string[];
}

const urlKey = `${projectName}:xcallyUrl` as const;
const mailboxesKey = `${projectName}:mailboxes` as const;
const fileSchema = z.object({
  config: z.object({
    [urlKey]: z.string().optional(),
    [mailboxesKey]: z.array(z.object({ address: z.string(), account: z.string().optional() })),
  }),
});

/** The address that stacks have in common, where `Pulumi.yaml` has one as the default of its key. */
const projectSchema = z.object({ config: z.object({ xcallyUrl: z.object({ default: z.string() }) }) });

/**
 * The mailboxes of the stacks that have a file in this folder. A file that does not hold a stack of this program is left out: what is
 * wrong with it, its own next preview says.
 */
export function otherMailboxes(folder: string): readonly OtherMailbox[] {
  const common = commonServer(folder);
  return readdirSync(folder).flatMap((name) => {
    const [, stack] = /^Pulumi\.(.+)\.yaml$/.exec(name) ?? [];
    return stack === undefined ? [] : mailboxesOf(stack, readFileSync(join(folder, name), "utf8"), common);
  });
}

/** The server that an address names, for comparing: whatever is not an address stands for itself. */
export function serverOf(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/\/+$/, "") : url;
}

function commonServer(folder: string): string | undefined {
  const path = join(folder, "Pulumi.yaml");
  return existsSync(path)
    ? projectSchema.safeParse(parsed(readFileSync(path, "utf8"))).data?.config.xcallyUrl.default
    : undefined;
}

function mailboxesOf(stack: string, yaml: string, common: string | undefined): readonly OtherMailbox[] {
  const { data } = fileSchema.safeParse(parsed(yaml));
  const url = data?.config[urlKey] ?? common;
  if (data === undefined || url === undefined) return [];
  const server = serverOf(url);
  return data.config[mailboxesKey].map(({ address, account = address }) => ({
    stack,
    server,
    addresses: [address.toLowerCase(), account.toLowerCase()],
  }));
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch {
    return undefined;
  }
}
