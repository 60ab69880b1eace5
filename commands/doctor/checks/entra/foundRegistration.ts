import type { Principal, Registration } from "../../../../entra/inspection.ts";
import { failOf, type Finding } from "../../finding.ts";
import type { StackRegistration } from "../../registrations.ts";
import type { Directory } from "./directory.ts";

/** What there is of a registration. */
export interface FoundRegistration {
  readonly registration: StackRegistration;
  /** Undefined where the application is gone. */
  readonly application: Registration | undefined;
  /** Undefined where the service principal is gone. */
  readonly principal: Principal | undefined;
}

/** Reads what there is of each registration; one that cannot be read is a finding. */
export async function readRegistrations(
  { inspection }: Directory,
  registrations: readonly StackRegistration[],
): Promise<{ readonly found: readonly FoundRegistration[]; readonly failures: readonly Finding[] }> {
  const results = await Promise.allSettled(
    registrations.map(async (registration) => {
      const { applicationObjectId, clientId } = registration.output;
      const [application, principal] = await Promise.all([
        inspection.registration(applicationObjectId),
        inspection.principal(clientId),
      ]);
      return { registration, application, principal };
    }),
  );
  return {
    found: results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
    failures: results.flatMap((result) => (result.status === "rejected" ? [failOf(result.reason)] : [])),
  };
}
