import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["out/"] },
  js.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { eqeqeq: "error", "prefer-const": "error", "no-unused-vars": ["error", { argsIgnorePattern: "^_" }] },
  },
];
