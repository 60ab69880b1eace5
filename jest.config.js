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
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/stack/", "<rootDir>/test/year/"],
    },
    { ...shared, displayName: "stack", testMatch: ["<rootDir>/test/stack/**/*.test.ts"] },
    { ...shared, displayName: "year", testMatch: ["<rootDir>/test/year/**/*.test.ts"] },
  ],
};
