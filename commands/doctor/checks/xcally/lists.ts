import {
  adviceFor,
  XcallyError,
  type CloudProviderRecord,
  type MailAccountRecord,
} from "../../../../xcally/client/index.ts";
import { fail, pass, warn, type Finding, type Responsible } from "../../finding.ts";
import type { XcallyServer } from "./server.ts";

/** What XCALLY has of what concerns the stack. */
export interface XcallyLists {
  readonly cloudProviders: readonly CloudProviderRecord[];
  readonly mailAccounts: readonly MailAccountRecord[];
}

/** Milliseconds from which an answer is called slow. */
const slow = 5_000;

/** Whether XCALLY answers, takes the credentials, and lists what the contract says it lists. */
export async function checkLists({ url, client }: XcallyServer): Promise<{
  readonly findings: readonly Finding[];
  readonly lists: XcallyLists | undefined;
}> {
  const start = performance.now();
  const cloudProviders = await tryTo(() => client.begin().cloudProviders.list());
  const milliseconds = Math.round(performance.now() - start);
  if (cloudProviders instanceof XcallyError && !isAboutTheList(cloudProviders)) {
    return { findings: [refused(url, cloudProviders)], lists: undefined };
  }
  const mailAccounts = await tryTo(() => client.begin().mailAccounts.list());
  const answered = `XCALLY at ${url.origin} answers in ${milliseconds} ms and takes the credentials.`;
  const findings = [
    milliseconds < slow
      ? pass(answered)
      : warn(
          answered,
          "XCALLY administrator",
          "Find out why the server is slow: a pulumi up may run into its deadlines.",
        ),
    ...listed("Cloud Providers", url, cloudProviders),
    ...listed("mail accounts", url, mailAccounts),
  ];
  const isWhole = !(cloudProviders instanceof XcallyError) && !(mailAccounts instanceof XcallyError);
  return { findings, lists: isWhole ? { cloudProviders, mailAccounts } : undefined };
}

async function tryTo<T>(work: () => Promise<T>): Promise<T | XcallyError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof XcallyError) return error;
    throw error;
  }
}

function listed(what: string, url: URL, list: readonly unknown[] | XcallyError): readonly Finding[] {
  if (list instanceof XcallyError) return [refused(url, list)];
  return [pass(`The ${list.length} ${what} are listed as the contract has it.`)];
}

/** Whether XCALLY itself answered, and takes the credentials. */
function isAboutTheList({ status, details: { code } }: XcallyError): boolean {
  if (status === undefined || [401, 403].includes(status)) return false;
  return code === "UNEXPECTED" || code === "API_MISSING" || (code === undefined && status === 404);
}

/** What a failed request means. */
function refused(url: URL, error: XcallyError): Finding {
  const { status, message } = error;
  const says =
    status === undefined ? `XCALLY at ${url.origin} cannot be reached: ${message}.` : `${message}.`;
  const action = adviceFor(error);
  return fail(
    says.replace(/\.\.$/, "."),
    action === "" ? "XCALLY administrator" : whoCorrects(status),
    action === "" ? "Look into the server's log, which has the reason." : action,
  );
}

function whoCorrects(status: number | undefined): Responsible {
  return status === 403 || (status ?? 0) >= 500 ? "XCALLY administrator" : "whoever runs the stack";
}
