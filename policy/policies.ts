import type { PolicyConfigSchema, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { z } from "zod";
import { plain } from "./plain.ts";
import type { PlainResource, Rule } from "./rule.ts";

/** Options as Pulumi's own check of a policy's configuration takes them. */
const propertiesSchema = z.custom<PolicyConfigSchema["properties"]>(
  (value) => typeof value === "object" && value !== null,
);

/** A rule as a policy of Pulumi's. */
export function policyOf<Options>(rule: Rule<Options>): ResourceValidationPolicy | StackValidationPolicy {
  const { name, description, scope, options } = rule;
  const violations = (resources: readonly PlainResource[], config: unknown) =>
    rule.check(resources, options.parse(withoutLevel(config)), { today: new Date() });
  const common = {
    name,
    description,
    enforcementLevel: "mandatory" as const,
    configSchema: { properties: propertiesSchema.parse(z.toJSONSchema(options).properties ?? {}) },
  };
  if (scope === "resource") {
    return {
      ...common,
      validateResource: (args, report) => {
        for (const { message } of violations([plain(args)], args.getConfig())) report(message);
      },
    };
  }
  return {
    ...common,
    validateStack: (args, report) => {
      for (const { message, urn } of violations(args.resources.map(plain), args.getConfig()))
        report(message, urn);
    },
  };
}

/** Pulumi hands over the enforcement level among a policy's options. */
function withoutLevel(config: unknown): unknown {
  if (typeof config !== "object" || config === null) return {};
  return Object.fromEntries(Object.entries(config).filter(([name]) => name !== "enforcementLevel"));
}
