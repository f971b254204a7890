// The sizes that the app must hold, compressed. The assistant's files are found by walking imports from index.html, and from
// the assistant's room with all that it fetches later; the office and the beneficiary are other rooms, loaded by themselves.
// English, the pages that one opens once in a while, and what only a person with several employers needs, are counted for
// themselves: nobody else fetches them to work.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

/** What the assistant's room fetches later, each by itself: its name, the most KB, and the modules that it begins with. */
const parts = [
  ["own pages and guide", 10.5, /^src\/(assistant\/(me\/index|install\/Guide)\.tsx|core\/others\.ts)$/],
  ["timesheets", 3.5, /^src\/assistant\/sheet\/index\.tsx$/], // on the page of a month that has ended
  ["two answers", 3, /^src\/assistant\/conflict\/index\.tsx$/], // where two have written different things of one row
  ["how one is reached", 3, /^src\/reach\/index\.tsx$/], // on everybody's own page
  ["what is told", 3.7, /^src\/assistant\/told\/index\.tsx$/], // on every month's page, beside what the phone knows by itself
  ["what the rest shows besides", 2, /^src\/assistant\/seldom\/index\.ts$/], // codes, what was decided, other providers: under More
  ["a row's history", 2, /^src\/assistant\/History\.tsx$/], // in the row's form, where it is opened
  ["what is amiss", 2, /^src\/amiss\/index\.tsx$/], // where this device and the server do not agree
  ["talks", 6, /^src\/assistant\/talk\/index\.tsx$/], // where somebody has said something about a row, or wants to
  ["offered shifts", 3.5, /^src\/assistant\/offers\/index\.tsx$/], // on the schedule, where shifts may be offered and exchanged
  ["day notes", 3, /^src\/notes\/assistant\.tsx$/], // on the schedule, where the provider keeps them
  ["own calendar", 2, /^src\/assistant\/calendar\/index\.tsx$/], // below the schedule
  ["BankID", 4, /^src\/bankid\/index\.ts$/], // where somebody signs or signs in with it
  ["when notices may come", 3, /^src\/wishes\/(index|whose)\.tsx?$/], // on everybody's own page
];
const english = /\/en\.ts$/;

/** What other rooms begin with: a chunk of its own each. */
const chunks = [
  ["the office's signing and sending", 6, "src/office/send/pages.ts"],
  ["who was not reached", 4, "src/office/reach/pages.ts"],
  ["the beneficiary's room", 24, "src/beneficiary/index.tsx"],
];

/** Fails the build where a limit is passed. dist ends with a slash. */
export async function check(dist) {
  const manifest = JSON.parse(await readFile(`${dist}.vite/manifest.json`, "utf8"));
  const css = new Set();
  /** The files of all modules that a walk from some keys comes to and has not seen; stops is told what it does not go into. */
  const walk = (keys, seen, stops) => {
    const files = [];
    const visit = (key) => {
      const chunk = manifest[key];
      if (!chunk || seen.has(key)) return;
      seen.add(key);
      files.push(chunk.file);
      for (const next of [...(chunk.imports ?? []), ...(key === "index.html" ? [] : (chunk.dynamicImports ?? []))]) if (!stops(next)) visit(next);
      if (stops !== fetched) for (const file of chunk.css ?? []) css.add(file);
    };
    for (const key of keys) visit(key);
    return files;
  };
  const fetched = (key) => Object.values(manifest).some(({ dynamicImports }) => dynamicImports?.includes(key));
  const kb = async (files) => {
    let bytes = 0;
    for (const file of files) bytes += gzipSync(await readFile(dist + file), { level: 9 }).length;
    return bytes / 1024;
  };

  const seen = new Set();
  const later = new Map(parts.map(([name]) => [name, []]));
  const words = [];
  const aside = (key) => {
    const part = parts.find(([, , begins]) => begins.test(key));
    if (part) later.get(part[0]).push(key);
    else if (english.test(key)) words.push(key);
    return part !== undefined || english.test(key);
  };
  const found = [["assistant: JavaScript", 60, walk(["index.html", "src/assistant/index.tsx"], seen, aside)]];
  for (const [name, limit] of parts) found.push([name, limit, walk(later.get(name), seen, aside)]);
  found.push(["signing in", 3, walk(["src/Join.tsx"], seen, aside)], ["CSS", 15, css], ["service worker", 2, ["sw.js"]]);
  const strangers = [...seen].filter((key) => /^src\/(office|setup|beneficiary)\//.test(key));
  if (strangers.length > 0) throw new Error(`the assistant's app loads another room: ${strangers.join(", ")}`);
  for (const [name, limit, key] of chunks) found.push([name, limit, manifest[key] ? [manifest[key].file] : []]);
  // The office starts with its own room, and fetches its other pages when they are opened.
  const room = new Set();
  found.push(["office: JavaScript at the start", 150, walk(["index.html", "src/office/index.tsx"], room, fetched)]);

  const over = [];
  const told = [];
  for (const [name, limit, files] of found) {
    const size = await kb(files);
    told.push(`${name} ${size.toFixed(1)} KB (limit ${limit.toFixed(1)} KB)`);
    if (size > limit) over.push(name + " by " + Math.round((size - limit) * 1024) + " bytes");
  }
  const opened = await kb(walk(["src/office/index.tsx"].flatMap((key) => manifest[key]?.dynamicImports ?? []), room, (key) => english.test(key)));
  console.log(`gz: ${told.join(", ")}; pages that the office opens later ${opened.toFixed(1)} KB, the assistant's English ${(await kb(walk(words, seen, () => false))).toFixed(1)} KB besides`);
  if (over.length > 0) throw new Error(`too large: ${over.join(", ")}`);
}
