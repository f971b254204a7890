import js from "@eslint/js";
import globals from "globals";
import ts from "typescript-eslint";

// core has no UI: it is tested without a browser, and any screen may stand on it.
const noUI = [
  { group: ["preact", "preact/*", "@preact/signals"], message: "core has no UI: signals come from @preact/signals-core" },
  { group: ["../ui", "../ui/*", "../assistant/*", "../beneficiary/*", "../office/*", "../i18n", "../i18n/*"], message: "core imports no screen and no words" },
];

export default ts.config(
  { ignores: ["dist/", "node_modules/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "no-restricted-properties": ["error", { property: "innerHTML", message: "text goes in as text" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  { files: ["src/core/**/*.ts"], rules: { "no-restricted-imports": ["error", { patterns: noUI }] } },
  { files: ["scripts/**"], rules: { "no-console": "off" } },
);
