// What comes after the app's own build: the service worker, which must know the names of all that was built; then
// compressed copies of everything, made once and with patience, and the sizes that must hold.
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { check } from "./size.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}dist/`;

// Talks come in one file, though day notes use but a part of it: two would be larger for all who talk.
const talks = { name: "talks", test: /src\/talk\/(Talks|Thread|read|tell|words)\.tsx?$/ };
await build({ root, logLevel: "warn", build: { rolldownOptions: { output: { codeSplitting: { groups: [talks], includeDependenciesRecursively: false } } } } });
const files = (await readdir(dist, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath.slice(dist.length - 1)}/${entry.name}`.replaceAll("//", "/"))
  .filter((file) => !file.startsWith("/.")) // Vite's own notes
  .sort();
/** What only the office's room is made of: no phone fetches it beforehand; the worker keeps it once it was used. */
async function desks() {
  const manifest = JSON.parse(await readFile(`${dist}.vite/manifest.json`, "utf8"));
  const seen = new Set();
  const parts = new Set();
  const walk = (key) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key) || /^src\/(office|setup)\//.test(key)) return;
    seen.add(key);
    for (const part of [chunk.file, ...(chunk.css ?? [])]) parts.add(`/${part}`);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) walk(next);
  };
  walk("index.html");
  return new Set(files.filter((file) => file.startsWith("/assets/") && !parts.has(file)));
}

const desk = await desks();
const hash = createHash("sha256");
for (const file of files) hash.update(file).update(await readFile(dist + file));

await build({
  root,
  logLevel: "warn",
  publicDir: false,
  define: {
    VERSION: JSON.stringify(hash.digest("hex").slice(0, 12)),
    FILES: JSON.stringify(["/", ...files.filter((f) => f !== "/index.html" && !desk.has(f) && !/-(180|512)\.png$/.test(f))]),
  },
  build: {
    emptyOutDir: false,
    manifest: false,
    lib: { entry: "src/sw.ts", name: "worker", formats: ["iife"], fileName: () => "sw.js" }, // of a module the blanks are kept
    minify: true,
  },
});

for (const file of [...files, "/sw.js"]) {
  if (/\.png$/.test(file)) continue;
  const body = await readFile(dist + file);
  const text = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_QUALITY]: 11 };
  await writeFile(`${dist}${file}.gz`, gzipSync(body, { level: 9 }));
  await writeFile(`${dist}${file}.br`, brotliCompressSync(body, { params: text }));
}
await check(dist);
