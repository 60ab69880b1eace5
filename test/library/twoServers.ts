import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import { startEntraSimulator, type EntraSimulator } from "../../simulator/entra/index.ts";
import { noProxy } from "../../simulator/noProxy.ts";
import { requireTrustByFile } from "../../simulator/platform.ts";
import { openOrCleanUp } from "../../simulator/shared/cleanup.ts";
import { startXcallySimulator, type XcallySimulator } from "../../simulator/xcally/index.ts";
import { ensureEngine } from "../../tools/engine/index.ts";
import { withoutSignIns } from "../../tools/withoutSignIns.ts";
import { installPackage } from "./installPackage.ts";

/** A contact centre of the example: an XCALLY server and a tenant of its own. */
export interface ContactCentre {
  readonly xcally: XcallySimulator;
  readonly entra: EntraSimulator;
}

/** The example with the package installed, in a folder of its own, against stand-ins. */
export interface ExampleStack {
  readonly rome: ContactCentre;
  readonly milan: ContactCentre;
  readonly stack: Stack;
  /** The program's folder. */
  readonly folder: string;
  /** The folder of the state backend. */
  readonly backend: string;
  close(): Promise<void>;
}

const example = join(import.meta.dirname, "../../examples/twoServers");

/** Installs the packed package beside the example and starts stand-ins; nothing is made yet. */
export function startExample(): Promise<ExampleStack> {
  requireTrustByFile();
  process.env = withoutSignIns();
  return openOrCleanUp(async (cleanup) => {
    const engine = await ensureEngine();
    const root = await mkdtemp(join(tmpdir(), "two-servers-"));
    cleanup.add(() => rm(root, { recursive: true, force: true }));
    const [folder, backend] = [join(root, "program"), join(root, "backend")];
    await mkdir(backend);
    await cp(example, folder, { recursive: true });
    await installPackage(folder);

    const start = async (tenantId: string): Promise<ContactCentre> => {
      const xcally = await startXcallySimulator();
      cleanup.add(() => xcally.close());
      const entra = await startEntraSimulator({ tenantId });
      cleanup.add(() => entra.close());
      return { xcally, entra };
    };
    const rome = await start("3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b");
    const milan = await start("7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f");
    const authorities = join(root, "authorities.pem");
    const pems = await Promise.all([rome, milan].map(({ entra }) => readFile(entra.caFile, "utf8")));
    await writeFile(authorities, pems.join("\n"));

    const local = await LocalWorkspace.create({
      workDir: folder,
      pulumiCommand: await PulumiCommand.get({
        root: dirname(dirname(engine.pulumi)),
        skipVersionCheck: true,
      }),
      pulumiHome: engine.environment["PULUMI_HOME"] ?? "",
      envVars: {
        ...engine.environment,
        ...noProxy(process.env),
        PULUMI_BACKEND_URL: `${pathToFileURL(backend).href}?metadata=skip`,
        PULUMI_CONFIG_PASSPHRASE: "two servers",
        SSL_CERT_FILE: authorities,
        XCALLY_ROME_API_KEY: rome.xcally.apiKey,
        XCALLY_MILAN_API_KEY: milan.xcally.apiKey,
        // Of neither server: whoever uses it is refused.
        XCALLY_API_KEY: "the key of a third server",
      },
    });
    const stack = await Stack.createOrSelect("test", local);
    await configure(stack, "rome", rome, ["support", "sales"]);
    await configure(stack, "milan", milan, ["support"]);
    return {
      rome,
      milan,
      stack,
      folder,
      backend,
      close: async () => {
        await cleanup.run();
        const unexpected = [rome, milan].flatMap(({ entra, xcally }) => [
          ...entra.unexpectedRequests,
          ...xcally.unexpectedRequests,
        ]);
        if (unexpected.length > 0)
          throw new Error(`Nobody planned for these requests: ${JSON.stringify(unexpected)}`);
      },
    };
  });
}

async function configure(
  stack: Stack,
  site: string,
  { xcally, entra }: ContactCentre,
  keys: readonly string[],
) {
  const { tenantId, deployer, metadataHost } = entra;
  const identity = { tenantId, clientId: deployer.clientId, metadataHost, useCli: "false" };
  for (const [name, value] of Object.entries(identity)) {
    await stack.setConfig(`${site}.deployer.${name}`, { value }, true);
  }
  await stack.setConfig(
    `${site}.deployer.clientSecret`,
    { value: deployer.clientSecret, secret: true },
    true,
  );
  await stack.setConfig(`${site}.settings.xcallyUrl`, { value: xcally.url }, true);
  // Else the destroy at the end would be refused.
  await stack.setConfig(`${site}.settings.protect`, { value: "false" }, true);
  for (const [index, key] of keys.entries()) {
    const mailbox = `${site}.settings.mailboxes[${index}]`;
    await stack.setConfig(`${mailbox}.key`, { value: key }, true);
    await stack.setConfig(`${mailbox}.address`, { value: `${key}@contoso.com` }, true);
  }
}
