/** Jest runs our TypeScript as ES modules, exactly as Node does: types stripped, nothing else changed. */
const shared = {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: { "^.+\\.ts$": "<rootDir>/test/support/stripTypes.js" },
};

/** @type {import("jest").Config} */
export default {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: [
        "/node_modules/",
        "<rootDir>/test/backends/",
        "<rootDir>/test/chaos/",
        "<rootDir>/test/library/",
        "<rootDir>/test/pipelines/engine/",
        "<rootDir>/test/stack/",
        "<rootDir>/test/year/",
        "<rootDir>/test/soak/",
      ],
    },
    {
      ...shared,
      displayName: "stack",
      testMatch: ["stack", "library", "backends", "pipelines/engine"].map(
        (folder) => `<rootDir>/test/${folder}/**/*.test.ts`,
      ),
    },
    { ...shared, displayName: "chaos", testMatch: ["<rootDir>/test/chaos/**/*.test.ts"] },
    { ...shared, displayName: "soak", testMatch: ["<rootDir>/test/soak/**/*.test.ts"] },
    { ...shared, displayName: "year", testMatch: ["<rootDir>/test/year/**/*.test.ts"] },
  ],
};
