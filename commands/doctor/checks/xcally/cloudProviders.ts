import type { Mailbox } from "../../../../config/mailbox.ts";
import type { Settings } from "../../../../config/settings.ts";
import type { CloudProviderRecord } from "../../../../xcally/client/index.ts";
import { fail, pass, warn, type Finding } from "../../finding.ts";
import { labelOf, type MailboxOutput, type Stack } from "../../stack.ts";
import type { XcallyLists } from "./lists.ts";

/** Whether the stack's Cloud Providers are there as it made them, and none stands in its way. */
export function checkCloudProviders(
  { mailboxes, application, redirectUri }: Pick<Settings, "mailboxes" | "application" | "redirectUri">,
  outputs: Stack["outputs"],
  { cloudProviders }: XcallyLists,
): readonly Finding[] {
  const made = new Set(Object.values(outputs).map(({ cloudProviderId }) => cloudProviderId));
  const first = mailboxes[0];
  const subjects =
    application === "shared" && first !== undefined
      ? [{ label: "shared by all mailboxes", name: "all mailboxes", mailbox: first }]
      : mailboxes.map((mailbox) => ({
          label: `of mailbox ${labelOf(mailbox)}`,
          name: mailbox.displayName ?? mailbox.address,
          mailbox,
        }));
  return [
    ...doubles(cloudProviders),
    ...subjects.flatMap(({ label, name, mailbox }) => {
      const output = outputs[mailbox.key];
      return [
        ...(output === undefined
          ? adopted(label, mailbox, cloudProviders)
          : [
              compare(label, output, redirectUri.value, cloudProviders),
              ...signedIn(label, output, mailbox, cloudProviders),
            ]),
        ...namesakes({ label, name, mailbox }, cloudProviders, made, output === undefined ? fail : warn),
      ];
    }),
  ];
}

/** A marker is one Cloud Provider's own; `pulumi up` would not know which of the two is its. */
function doubles(all: readonly CloudProviderRecord[]): readonly Finding[] {
  const byMarker = Map.groupBy(all, ({ marker }) => marker);
  return [...byMarker].flatMap(([marker, records]) =>
    marker === undefined || records.length === 1
      ? []
      : [
          fail(
            `The Cloud Providers ${records.map(({ id }) => id).join(" and ")} carry the same marker [${marker}].`,
            "XCALLY administrator",
            "Remove the marker from the name of the one that somebody has copied.",
          ),
        ],
  );
}

function compare(
  label: string,
  output: MailboxOutput,
  redirectUri: string,
  all: readonly CloudProviderRecord[],
): Finding {
  const id = output.cloudProviderId;
  const record = all.find((each) => each.id === id);
  const runAgain = "Run pulumi refresh and pulumi up.";
  if (record === undefined) {
    return fail(
      `Cloud Provider ${id} ${label} is gone from XCALLY.`,
      "whoever runs the stack",
      `${runAgain} It is made again; somebody signs in again after that.`,
    );
  }
  if (record.marker === undefined) {
    return fail(
      `Cloud Provider ${id} ${label} carries the stack's marker no longer, so the stack does not touch it.`,
      "XCALLY administrator",
      "Put the marker back at the end of the Cloud Provider's name.",
    );
  }
  const differing = (
    [
      ["client id", record.clientId, output.clientId],
      ["tenant id", record.tenantId, output.tenantId],
      ["redirect URI", record.redirectUri, redirectUri],
    ] as const
  ).find(([, shown, wanted]) => shown !== undefined && shown !== wanted);
  if (differing !== undefined) {
    const [what, shown, wanted] = differing;
    return fail(
      `Cloud Provider ${id} ${label} has the ${what} ${shown}, not ${wanted}.`,
      "whoever runs the stack",
      `Ask who changed it and why, then run pulumi refresh and pulumi up.`,
    );
  }
  return pass(`Cloud Provider ${id} ${label} holds what the stack wrote.`);
}

/** Nothing is said where the contract names no field for it. */
function signedIn(
  label: string,
  { cloudProviderId: id }: MailboxOutput,
  { signInUser }: Mailbox,
  all: readonly CloudProviderRecord[],
): readonly Finding[] {
  const state = all.find((record) => record.id === id)?.signedIn;
  if (state === undefined) return [];
  if (state) return [pass(`Somebody has signed in for Cloud Provider ${id} ${label}.`)];
  return [
    warn(
      `Nobody has signed in yet for Cloud Provider ${id} ${label}, so its mail stands still.`,
      "the person who signs in",
      `Open the Cloud Provider in XCALLY and sign in as ${signInUser}.`,
    ),
  ];
}

/** Before the run that adopts it. */
function adopted(label: string, { adopt }: Mailbox, all: readonly CloudProviderRecord[]): readonly Finding[] {
  if (adopt === undefined) return [];
  const id = String(adopt.cloudProviderId);
  if (all.some((record) => record.id === id))
    return [pass(`The Cloud Provider ${label} that is to be adopted (${id}) exists.`)];
  return [
    fail(
      `The Cloud Provider ${label} that is to be adopted (${id}) does not exist.`,
      "whoever runs the stack",
      "Compare adopt.cloudProviderId with XCALLY.",
    ),
  ];
}

/** @param say how bad it is: a stack that has made its own already is not stopped by another of the same name. */
function namesakes(
  { label, name, mailbox: { adopt } }: { label: string; name: string; mailbox: Mailbox },
  all: readonly CloudProviderRecord[],
  made: ReadonlySet<string>,
  say: typeof fail,
): readonly Finding[] {
  return all
    .filter((record) => record.name === name && record.marker === undefined && !made.has(record.id))
    .filter(({ id }) => id !== String(adopt?.cloudProviderId))
    .map(({ id }) =>
      say(
        `Cloud Provider ${id} has the same name as the one ${label}, ${name}, and is not the stack's.`,
        "whoever runs the stack",
        `Adopt it with adopt.cloudProviderId ${id}, give the mailbox another displayName, or have it removed from XCALLY.`,
      ),
    );
}
