import { parseArgs } from "node:util";

/** What the command was asked for, nothing of it checked yet but its form. */
export interface NewStackArguments {
  /** Name of the stack. */
  readonly name: string;
  /** Address of the XCALLY server; undefined where it was not given. */
  readonly url: string | undefined;
  readonly mailboxes: readonly { readonly key: string; readonly address: string }[];
  readonly tenantId: string | undefined;
  readonly redirectUri: string | undefined;
  /** What encrypts the stack's secrets, as `pulumi stack init` takes it; undefined leaves the choice to the person. */
  readonly secretsProvider: string | undefined;
  /** Sentences, one for each argument that is wrong in itself. */
  readonly mistakes: readonly string[];
}

/** How to call the command. */
export const usage = `Usage: npm run new-stack -- NAME --url https://xcally.example --mailbox KEY=ADDRESS [--mailbox KEY=ADDRESS ...]
                                [--tenant-id GUID] [--redirect-uri URL] [--secrets-provider PROVIDER]

Writes Pulumi.NAME.yaml, checked as the program checks it, and says which commands come next. It never overwrites a file, and no
secret is written into it.

--url               address of the XCALLY server.
--mailbox           a mailbox: its key in the stack and its mail address, such as support=support@contoso.com.
--tenant-id         the tenant that whoever deploys must be signed in to.
--redirect-uri      where Entra ID sends people back to; without it, it is assumed from the address.
--secrets-provider  what encrypts the stack's secrets, such as passphrase or azurekeyvault://VAULT.vault.azure.net/keys/KEY.

Exit code 1: nothing was written, and every reason is told.`;

/** What Pulumi's own backends take for the name of a stack (pkg/backend/diy/state.go, sdk/go/common/tokens). */
const stackName = /^[A-Za-z0-9_.-]{1,100}$/;

/** What `pulumi stack init` takes (`ValidateSecretsProvider` in pkg/cmd/pulumi/stack/secrets.go); the key of a service has an address. */
const secretsProvider = /^(?:default|passphrase|(?:awskms|azurekeyvault|gcpkms|hashivault):\/\/\S+)$/;

/** @throws Error in one line for an option that does not exist, or has no value. */
export function readArguments(args: readonly string[]): NewStackArguments {
  const { values, positionals } = parse(args);
  const [name = "", ...more] = positionals;
  const provider = values["secrets-provider"];
  const split = values.mailbox.map((text) => ({ text, parts: /^([^=]+)=(.+)$/.exec(text) }));
  return {
    name,
    url: values.url,
    mailboxes: split.flatMap(({ parts }) => {
      const [, key, address] = parts ?? [];
      return key === undefined || address === undefined ? [] : [{ key, address }];
    }),
    tenantId: values["tenant-id"],
    redirectUri: values["redirect-uri"],
    secretsProvider: provider,
    mistakes: [
      ...(stackName.test(name) && more.length === 0
        ? []
        : [
            `NAME: ${positionals.length === 0 ? "it is missing" : `${positionals.join(" ")} is not allowed`}. ` +
              "Give one name of letters, digits, hyphens, underscores and periods.",
          ]),
      ...split.flatMap(({ text, parts }) =>
        parts === null
          ? [`--mailbox: ${text} is not allowed. Write KEY=ADDRESS, such as support=support@contoso.com.`]
          : [],
      ),
      ...(split.length === 0
        ? ["--mailbox: This is missing. Give one or more, such as --mailbox support=support@contoso.com."]
        : []),
      ...(provider === undefined || secretsProvider.test(provider)
        ? []
        : [
            `--secrets-provider: ${provider} is not allowed. Write default, passphrase, or the address of a key that begins with ` +
              "awskms://, azurekeyvault://, gcpkms:// or hashivault://.",
          ]),
    ],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        url: { type: "string" },
        mailbox: { type: "string", multiple: true, default: [] },
        "tenant-id": { type: "string" },
        "redirect-uri": { type: "string" },
        "secrets-provider": { type: "string" },
      },
    });
  } catch (error) {
    // Node goes on with advice on names that begin with a hyphen, which no stack has.
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new Error(`${reason.replace(/\.$/, "")}. npm run new-stack -- --help lists the options.`, {
      cause: error,
    });
  }
}
