import type { NewStackArguments } from "./arguments.ts";

/** The commands that make the stack live, in their order, each ready to paste. */
export function nextCommands({ name, secretsProvider }: NewStackArguments): readonly string[] {
  const provider = secretsProvider === undefined ? "" : ` --secrets-provider ${quoted(secretsProvider)}`;
  return [
    `pulumi stack init ${name}${provider}`,
    `pulumi config set --secret xcallyApiKey --stack ${name}`,
    `npm run doctor -- --stack ${name}`,
    `pulumi preview --stack ${name}`,
  ];
}

/** For a shell: an address of a key may have characters that a shell reads otherwise. */
function quoted(text: string): string {
  return /^[\w:/.@=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
