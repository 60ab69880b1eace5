import type { z } from "zod";

/** Stands for a value that is only known after the `up`. No rule judges what it cannot see. */
export const notKnownYet = Symbol("not known yet");

/** A resource as rules see it: plain data, whose secrets no rule reads. */
export interface PlainResource {
  readonly urn: string;
  /** Such as `azuread:index/application:Application`. */
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  /** Its properties; {@link notKnownYet} in place of each that a preview does not know. */
  readonly props: Readonly<Record<string, unknown>>;
}

/** What is wrong with a resource. */
export interface Violation {
  /** Names the mailbox, says what is wrong and what to do. */
  readonly message: string;
  readonly urn: string;
}

/** What a rule needs to know besides resources and options. */
export interface RuleContext {
  readonly today: Date;
}

/** A rule for the resources of a stack: a pure function with options. */
export interface Rule<Options> {
  /** The policy's name, under which it is configured. */
  readonly name: string;
  /** What it demands, in one sentence. */
  readonly description: string;
  /**
   * `resource`: it is asked for each resource before anything is done to it. `stack`: it needs all of them, so it is asked at the end of a
   * preview or an update.
   */
  readonly scope: "resource" | "stack";
  /** Its options with their defaults. */
  readonly options: z.ZodType<Options>;
  /** What is wrong with these resources. */
  check(resources: readonly PlainResource[], options: Options, context: RuleContext): readonly Violation[];
}

/** Types of the resources that rules are about. */
export const types = {
  application: "azuread:index/application:Application",
  servicePrincipal: "azuread:index/servicePrincipal:ServicePrincipal",
  secret: "azuread:index/applicationPassword:ApplicationPassword",
  consent: "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant",
  roleAssignment: "azuread:index/appRoleAssignment:AppRoleAssignment",
  cloudProvider: "pulumi-nodejs:dynamic/xcally:CloudProvider",
  mailAccount: "pulumi-nodejs:dynamic/xcally:MailAccount",
} as const;

/** The resources of one type. */
export function ofType(
  resources: readonly PlainResource[],
  type: keyof typeof types,
): readonly PlainResource[] {
  return resources.filter((resource) => resource.type === types[type]);
}
