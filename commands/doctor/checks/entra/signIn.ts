import { readAccessToken, type AccessTokenClaims } from "../../../../entra/accessToken.ts";
import { resolveCloud, type Cloud } from "../../../../entra/cloud.ts";
import { readDeployer, type Deployer } from "../../../../entra/deployer.ts";
import type { Environment } from "../../../../entra/environment.ts";
import { graphToken } from "../../../../entra/graphToken.ts";
import type { RepeatPolicy } from "../../../../entra/repeat.ts";
import { fail, failOf, pass, skip, type Finding } from "../../finding.ts";
import type { Stack } from "../../stack.ts";

/** The deployer's sign-in. */
export interface SignedIn {
  readonly cloud: Cloud;
  readonly token: string;
  /** Undefined where the token cannot be read. */
  readonly claims: AccessTokenClaims | undefined;
}

/** A hiccup passes with the second try; what does not is a finding. */
export const patience: Partial<RepeatPolicy> = { tries: 2, deadlineMs: 20_000, requestTimeoutMs: 10_000 };

/** Whether the stack can sign in, how, and to which tenant. */
export async function checkSignIn(
  { raw, settings, outputs }: Stack,
  environment: Environment,
): Promise<{ readonly findings: readonly Finding[]; readonly signedIn: SignedIn | undefined }> {
  try {
    const deployer = readDeployer(raw, environment);
    if (deployer.kind === "unsupported") return { findings: [skip(deployer.how)], signedIn: undefined };
    const cloud = await resolveCloud(environment);
    const token = await graphToken(deployer, cloud, { environment, policy: patience });
    const claims = readAccessToken(token);
    const made = Object.values(outputs)[0]?.tenantId;
    return {
      findings: [
        pass(`The stack signs in to ${cloud.loginUrl} ${wayOf(deployer)}.`),
        ...checkTenant(claims?.tenantId, settings?.tenantId, made),
      ],
      signedIn: { cloud, token, claims },
    };
  } catch (error) {
    return { findings: [failOf(error)], signedIn: undefined };
  }
}

function wayOf(deployer: Exclude<Deployer, { kind: "unsupported" }>): string {
  switch (deployer.kind) {
    case "secret":
      return `with a client secret, as application ${deployer.clientId}`;
    case "assertion":
      return `with a token of its pipeline (OpenID Connect), as application ${deployer.clientId}`;
    case "azureCli":
      return "as whoever is signed in with the Azure CLI";
  }
}

function checkTenant(
  actual: string | undefined,
  configured: string | undefined,
  made: string | undefined,
): readonly Finding[] {
  if (actual === undefined) return [];
  const wanted = [
    ["tenantId in the configuration is", configured],
    ["what the stack has made is in", made],
  ] as const;
  for (const [what, tenant] of wanted) {
    if (tenant === undefined || tenant.toLowerCase() === actual.toLowerCase()) continue;
    return [
      fail(
        `The deployer belongs to tenant ${actual}, but ${what} ${tenant}.`,
        "whoever runs the stack",
        "Sign in to the right tenant (ARM_TENANT_ID, or az login --tenant), or correct tenantId.",
      ),
    ];
  }
  return [
    pass(`The deployer belongs to tenant ${actual}${configured === undefined ? "" : ", as tenantId says"}.`),
  ];
}
