// The sizes that the assistant's app must hold. Its files are found by walking imports from index.html, and from the
// assistant's room with all that it fetches later; the office and the beneficiary are other rooms, loaded by themselves.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const limits = { js: 60 * 1024, css: 15 * 1024, worker: 3 * 1024 };

/** Fails the build where a limit is passed. dist ends with a slash. */
export async function check(dist) {
  const manifest = JSON.parse(await readFile(`${dist}.vite/manifest.json`, "utf8"));
  const seen = new Set();
  const js = new Set();
  const css = new Set();
  const walk = (key) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    js.add(chunk.file);
    for (const file of chunk.css ?? []) css.add(file);
    for (const next of [...(chunk.imports ?? []), ...(key === "index.html" ? [] : (chunk.dynamicImports ?? []))]) walk(next);
  };
  walk("index.html");
  walk("src/assistant/index.tsx");
  const strangers = [...seen].filter((key) => /^src\/(office|beneficiary)\//.test(key));
  if (strangers.length > 0) throw new Error(`the assistant's app loads another room: ${strangers.join(", ")}`);
  const sum = async (names) => {
    let bytes = 0;
    for (const name of names) bytes += gzipSync(await readFile(dist + name), { level: 9 }).length;
    return bytes;
  };
  const sizes = { js: await sum(js), css: await sum(css), worker: (await readFile(`${dist}sw.js`)).length };
  const kb = (n) => `${(n / 1024).toFixed(1)} KB`;
  console.log(`assistant: JavaScript ${kb(sizes.js)} gz (limit ${kb(limits.js)}), CSS ${kb(sizes.css)} gz (limit ${kb(limits.css)}); service worker ${kb(sizes.worker)} (limit ${kb(limits.worker)})`);
  const over = Object.keys(limits).filter((what) => sizes[what] > limits[what]);
  if (over.length > 0) throw new Error(`too large: ${over.join(", ")}`);
}
