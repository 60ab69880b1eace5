/** The policy pack: every rule as a policy. Pulumi's launcher of policy packs loads it; see docs/policies.md. */
import { PolicyPack } from "@pulumi/policy";
import { policyOf } from "./policies.ts";
import * as rules from "./rules/index.ts";

new PolicyPack("xcally-mail-authentication", {
  policies: [
    policyOf(rules.clientIdOnce),
    policyOf(rules.consentMode),
    policyOf(rules.listedAccounts),
    policyOf(rules.mailPermissions),
    policyOf(rules.ownApplication),
    policyOf(rules.owners),
    policyOf(rules.redirectUris),
    policyOf(rules.secretLifetime),
    policyOf(rules.singleTenant),
  ],
});
