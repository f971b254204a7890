import { defineConfig } from "vitest/config";

// The app itself. The service worker is built after it, by scripts/build.mjs: it must know the names of all that this
// build made.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: ["chrome109", "safari16.4", "firefox115"],
    manifest: true,
    // What the start needs is named beforehand; what is opened later finds its parts by itself.
    modulePreload: { polyfill: false, resolveDependencies: (file, deps, { hostType }) => (hostType === "html" || /\/(assistant|Join)-/.test(file) ? deps : deps.filter((part) => part.endsWith(".css"))) },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 400,
  },
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
    environment: "node",
  },
});
