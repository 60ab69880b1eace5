import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/** How deep files may lie below a folder with a boundary. */
const deepest = 5;

/**
 * What the files of a folder may import of the rest of this repository, as docs/architecture.md has it.
 *
 * @param folder from the root, such as `xcally/client`.
 * @param may.values what they may import, as a path beside the folder: `entra/`, or `contract.ts` of `xcally/client`.
 * @param may.types what they may import with `import type` besides.
 * @param may.pulumi whether they may import Pulumi's SDKs: `values`, `types` or `nothing`.
 * @param why what the folder is, for the message.
 */
const boundary = (folder, may, why) =>
  Array.from({ length: deepest }, (_, depth) => ({
    files: [`${folder}/${"*/".repeat(depth)}*.ts`],
    rules: restrict(`^(?:\\.\\./){${depth + 1}}`, may, why),
  }));

/** The rule for files that leave their folder where an import begins with `outside`. */
const restrict = (outside, { values = [], types = [], pulumi = "nothing" }, why) => {
  const [always, orTypes] = [values, [...values, ...types]].map(anyOf);
  const patterns = [
    { regex: `${outside}(?!${orTypes})`, message: why },
    { regex: `${outside}(?!${always})(?=${orTypes})`, allowTypeImports: true, message: why },
    ...(pulumi === "values"
      ? []
      : [{ regex: "^@pulumi/", allowTypeImports: pulumi === "types", message: why }]),
  ];
  return { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] };
};

/** An expression for any of these paths: a folder with all below it, or a file. Of none, one that never holds. */
const anyOf = (paths) =>
  paths.length === 0 ? "[]" : `(?:${paths.map((path) => path.replace(/\.ts$/, "\\.ts$")).join("|")})`;

export default tseslint.config(
  { ignores: ["node_modules/", ".engine/", "coverage/", "dist/"] },
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
  {
    files: ["commands/**", "pipelines/**", "tools/**", "simulator/main.ts", "test/run.ts"],
    rules: { "no-console": "off" },
  },
  boundary(
    "config",
    { values: ["entra/", "network/", "xcally/contract.ts"] },
    "config/ is plain data: it knows no Pulumi and no server.",
  ),
  boundary(
    "components",
    {
      values: ["config/applicationName.ts", "config/calendar.ts", "config/secretWarning.ts", "entra/"],
      types: ["config/", "xcally/"],
      pulumi: "values",
    },
    "Components take plain arguments: reading the configuration is index.ts's, HTTP the provider's.",
  ),
  boundary(
    "xcally/provider",
    { values: ["client/", "contract.ts", "../entra/", "../network/"], pulumi: "types" },
    "The provider is loaded without the program: it knows neither Pulumi nor configuration nor components.",
  ),
  boundary(
    "xcally/client",
    { values: ["contract.ts", "../network/"] },
    "The client knows no Pulumi and no configuration.",
  ),
  {
    files: ["xcally/*.ts"],
    rules: restrict(
      "^(?:\\.\\./|\\./(?:client|provider)/)",
      {},
      "The contract is data: it knows nothing of who reads it.",
    ),
  },
  boundary(
    "policy",
    { values: ["entra/"], types: ["config/"], pulumi: "values" },
    "Policies judge what the program declares: they know its settings by their types only, and nothing of how it is made.",
  ),
  boundary("entra", { values: ["network/"] }, "entra/ knows no Pulumi and nothing else of the project."),
  boundary("network", {}, "network/ is small helpers for everyone and knows nothing of the project."),
  boundary("simulator", { values: ["tools/"] }, "The stand-ins import nothing of what they test."),
  boundary("tools", {}, "Tools know nothing of what they run."),
  boundary(
    "tools/bench",
    {
      values: [
        "engine/",
        "markdownTable.ts",
        "withoutSignIns.ts",
        "workspace.ts",
        "../config/",
        "../simulator/",
      ],
    },
    "The bench runs the stack as its users do.",
  ),
  boundary(
    "tools/bench/program",
    {
      values: ["../../components/lean.ts"],
      pulumi: "values",
    },
    "A program of the bench declares resources without the stack's own code.",
  ),
  boundary(
    "tools/scale",
    { values: ["markdownTable.ts", "../config/"] },
    "The simulation of a fleet uses the stack's own calendar and knows nothing else of what runs.",
  ),
  boundary(
    "commands",
    { values: ["config/", "entra/", "network/", "simulator/", "tools/", "xcally/"] },
    "Commands use the client and the configuration, never the components.",
  ),
  boundary(
    "pipelines",
    { values: ["commands/previewSummary/"] },
    "Pipelines call the commands; of their code they read only the preview.",
  ),
);
