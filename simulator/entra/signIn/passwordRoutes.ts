import { Hono } from "hono";
import type { NodeEnvironment } from "../../shared/listen.ts";
import { readForm } from "../identity/clientCredentials.ts";
import { personErrors } from "../identity/errors/personErrors.ts";
import { TokenError } from "../identity/errors/tokenError.ts";
import type { SignedIn } from "../identity/signInStore.ts";
import { secondFactorCode } from "../state/account.ts";
import { redirectErrors } from "./answers.ts";
import type { Flow, SignInContext } from "./flow.ts";
import { nextStep } from "./nextStep.ts";
import { secondFactorPage } from "./pages/secondFactorPage.ts";
import { signInPage } from "./pages/signInPage.ts";

/** `POST /{tenant}/login` and `/{tenant}/secondfactor`: what the pages' forms send. A mistake shows the page again. */
export function passwordRoutes(signIn: SignInContext): Hono<NodeEnvironment> {
  const { directory } = signIn.identity;
  const routes = new Hono<NodeEnvironment>();

  routes.post("/:tenant/login", async (context) => {
    const form = await readForm(context);
    const flow = findFlow(signIn, form);
    const name = form.get("loginfmt") ?? "";
    return redirectErrors(context, flow.request, directory.now(), () =>
      orAgain(
        () => {
          flow.signedIn = checkPassword(signIn, flow, name, form.get("passwd") ?? "");
          return nextStep(context, signIn, flow);
        },
        [50034, 50126, 50057],
        (error) => context.html(signInPage(directory.tenant, flow, { name, error })),
      ),
    );
  });

  routes.post("/:tenant/secondfactor", async (context) => {
    const form = await readForm(context);
    const flow = findFlow(signIn, form);
    return redirectErrors(context, flow.request, directory.now(), () =>
      orAgain(
        () => {
          checkSecondFactor(signIn, flow, form.get("otc") ?? "");
          return nextStep(context, signIn, flow);
        },
        [500121],
        (error) => context.html(secondFactorPage(directory.tenant, flow, false, error)),
      ),
    );
  });

  return routes;
}

/** @throws TokenError 50089 when the form belongs to no sign-in that is under way. */
export function findFlow({ flows }: SignInContext, form: URLSearchParams): Flow {
  const flow = flows.get(form.get("ctx") ?? "");
  if (!flow) throw personErrors.signInTooLong();
  return flow;
}

function checkPassword(
  { identity }: SignInContext,
  { request }: Flow,
  name: string,
  password: string,
): SignedIn {
  const { directory } = identity;
  const user = directory.userOf(name);
  if (!user) throw strangerError(identity.directory, request.client.application, name, password);
  const account = directory.accountOf(user.userPrincipalName);
  if (account.password !== password) throw personErrors.wrongPassword();
  if (account.disabled) throw personErrors.disabledUser();
  const { sessionsRevoked } = account;
  return { user, methods: ["pwd"], at: directory.now(), sessionsRevoked };
}

/** What somebody is told who has no account here: it depends on whether they have one elsewhere. */
function strangerError(
  { tenant, otherTenants }: SignInContext["identity"]["directory"],
  { appId, settings }: Flow["request"]["client"]["application"],
  name: string,
  password: string,
): TokenError {
  const asked = name.toLowerCase();
  for (const other of otherTenants) {
    const person = other.people.find(({ userPrincipalName }) => userPrincipalName.toLowerCase() === asked);
    if (!person) continue;
    if (person.password !== password) return personErrors.wrongPassword();
    const provider = `https://sts.windows.net/${other.tenant.id}/`;
    return personErrors.userOfOtherTenant(provider, tenant.displayName, appId, settings.displayName);
  }
  return personErrors.unknownUser(tenant.displayName);
}

function checkSecondFactor({ identity }: SignInContext, flow: Flow, code: string): void {
  if (!flow.signedIn) throw personErrors.signInTooLong();
  if (code.trim() !== secondFactorCode) throw personErrors.wrongSecondFactor();
  const account = identity.directory.accountOf(flow.signedIn.user.userPrincipalName);
  if (account.secondFactor === "notRegistered") account.secondFactor = "required";
  flow.signedIn = { ...flow.signedIn, methods: ["pwd", "mfa"] };
}

async function orAgain(
  step: () => Response | Promise<Response>,
  codes: readonly number[],
  again: (error: TokenError) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof TokenError && codes.includes(error.code)) return again(error);
    throw error;
  }
}
