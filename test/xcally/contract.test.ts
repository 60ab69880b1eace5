import { describe, expect, test } from "@jest/globals";
import { contractOverridesSchema, defaultContract, resolveContract } from "../../xcally/contract.ts";
import { contractCertainty } from "../../xcally/contractCertainty.ts";

/** The dotted path of every leaf. */
function leaves(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value !== "object" || value === null) return [path.join(".")];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

const refuses = (overrides: unknown) => !contractOverridesSchema.safeParse(overrides).success;

describe("the contract", () => {
  test("marks every one of its entries with how well it is known, and nothing else", () => {
    expect(Object.keys(contractCertainty).sort()).toEqual([...leaves(defaultContract)].sort());
    for (const { certainty, why } of Object.values(contractCertainty)) {
      expect(["documented", "seen", "inferred"]).toContain(certainty);
      expect(why).toMatch(/^[A-Z/].*\.$/);
    }
  });

  test("is its own override, so that no entry is missing among the overrides", () => {
    expect(resolveContract(contractOverridesSchema.parse(defaultContract))).toEqual(defaultContract);
    expect(resolveContract()).toEqual(defaultContract);
  });
});

const marker = (template: string) => ({ cloudProvider: { marker: { template } } });

describe("an override", () => {
  test.each([
    "{marker}",
    "{name} [{marker}]",
    "{marker}: {name}",
    "{name} a-{marker}beef",
    "made by {marker}",
  ])("of the marker's template may be %s", (template) => {
    expect(refuses(marker(template))).toBe(false);
  });

  test("changes its own entry and leaves the others", () => {
    const contract = resolveContract({
      apiKey: { in: "header", name: "Authorization" },
      cloudProvider: { fields: { tenantId: null, redirectUri: "redirectUri" } },
    });
    expect(contract).toEqual({
      ...defaultContract,
      apiKey: { in: "header", name: "Authorization" },
      cloudProvider: {
        ...defaultContract.cloudProvider,
        fields: { ...defaultContract.cloudProvider.fields, tenantId: null, redirectUri: "redirectUri" },
      },
    });
  });

  test.each(["/", "/cloudProviders/{id}", "/#/settings/cloudProviders?id={id}&tab=sign-in"])(
    "of the sign-in page may be %s",
    (signInPage) => {
      expect(refuses({ signInPage })).toBe(false);
    },
  );

  test("leaves the default contract as it is", () => {
    const before = structuredClone(defaultContract);
    resolveContract({ cloudProvider: { fields: { name: "label" } } });
    expect(defaultContract).toEqual(before);
  });

  test("of the name's field takes the ownership marker along", () => {
    const { marker } = resolveContract({ cloudProvider: { fields: { name: "label" } } }).cloudProvider;
    expect(marker).toEqual({ field: "label", template: "{name} [{marker}]" });
  });

  test("of the marker's field is kept beside one of the name's field", () => {
    const { marker } = resolveContract({
      cloudProvider: { fields: { name: "label" }, marker: { field: "description" } },
    }).cloudProvider;
    expect(marker.field).toBe("description");
  });

  test.each<[string, unknown]>([
    ["an unknown key", { rotes: {} }],
    ["an unknown key inside", { cloudProvider: { fields: { secret: "x" } } }],
    ["a name that is not sent", { cloudProvider: { fields: { name: null } } }],
    ["a path with a slash at its end", { basePath: "/api/" }],
    ["a path with a query", { routes: { login: "/auth?x" } }],
    ["a path without a slash", { callbackPath: "callback" }],
    ["a template without the marker", { cloudProvider: { marker: { template: "{name}" } } }],
    ["a template with nothing between name and marker", marker("{name}{marker}")],
    ["a template with nothing between marker and name", marker("[{marker}{name}]")],
    ["a template with a hexadecimal character before the marker", marker("{name} #a{marker}")],
    ["a template with a hexadecimal character behind the marker", marker("{marker}0 {name}")],
    ["a template with two markers", marker("{marker} {name} {marker}")],
    ["a template with two names", marker("{name} {name} [{marker}]")],
    ["a field's name with a blank", { mailAccount: { fields: { email: "e mail" } } }],
    ["a sign-in page without a slash", { signInPage: "cloudProviders" }],
    ["a sign-in page with another placeholder", { signInPage: "/cloudProviders/{name}" }],
    ["a sign-in page with a blank", { signInPage: "/cloud providers" }],
    ["an empty value", { cloudProvider: { service: " " } }],
    ["another place for the API key", { apiKey: { in: "cookie" } }],
  ])("with %s is refused", (_what, overrides) => {
    expect(refuses(overrides)).toBe(true);
  });
});
