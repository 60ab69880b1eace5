import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/**
 * Imports run one way (docs/architecture.md): config > components > xcally/provider > xcally/client.
 * `forbidden` are import patterns that files of the folder must not name.
 */
const boundary = (files, forbidden, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ group: forbidden, message }] }] },
});

export default tseslint.config(
  { ignores: ["node_modules/", ".engine/", "coverage/"] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/strict-boolean-expressions": "off",
    },
  },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
  { files: ["commands/**", "tools/**", "simulator/main.ts", "test/run.ts"], rules: { "no-console": "off" } },
  boundary(
    ["config/**"],
    ["@pulumi/*", "**/components/**", "**/xcally/provider/**", "**/xcally/client/**", "**/simulator/**"],
    "config/ is plain data: it knows no Pulumi and no server.",
  ),
  boundary(
    ["components/**"],
    ["**/config/settings.ts", "**/xcally/client/**", "**/simulator/**", "**/commands/**"],
    "Components take plain arguments; HTTP belongs to the provider.",
  ),
  boundary(
    ["xcally/client/**", "xcally/contract.ts", "entra/**"],
    ["@pulumi/*", "**/config/**", "**/components/**", "**/xcally/provider/**", "**/simulator/**"],
    "The client knows no Pulumi and no configuration.",
  ),
  boundary(
    ["simulator/**"],
    [
      "@pulumi/*",
      "**/config/**",
      "**/components/**",
      "**/xcally/provider/**",
      "**/xcally/client/**",
      "../entra/**",
      "../../entra/**",
    ],
    "The stand-ins import nothing of what they test.",
  ),
  boundary(
    ["commands/**"],
    ["**/components/**"],
    "Commands use the client and the configuration, never the components.",
  ),
);
