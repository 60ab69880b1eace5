import { describe, expect, test } from "@jest/globals";
import { nameInSite, nameWithoutSite, requireSiteName } from "../../components/site.ts";

describe("the name of a resource", () => {
  test("stays as it is where there is one site only", () => {
    expect(nameInSite(undefined, "support")).toBe("support");
    expect(nameWithoutSite(undefined, "support@contoso.com")).toBe("support@contoso.com");
  });

  test("begins with the site, and is known without it to that site alone", () => {
    const name = nameInSite("rome", "support");
    expect(name).toBe("rome:support");
    expect(nameWithoutSite("rome", name)).toBe("support");
    for (const other of [undefined, "milan", "ro"]) expect(nameWithoutSite(other, name)).toBeUndefined();
  });
});

test("a site whose name could be taken for another's is refused", () => {
  expect(() => {
    requireSiteName("rome:north");
  }).toThrow('"rome:north" cannot be the name of a site. Write 1 to 40 letters, digits and hyphens');
});
