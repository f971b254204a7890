// The sizes that the assistant's app must hold. Its files are found by walking imports from index.html, and from the
// assistant's room with all that it fetches later; the office and the beneficiary are other rooms, loaded by themselves.
// English, the pages that one opens once in a while, and what only a person with several employers needs, are counted for
// themselves: nobody else fetches them to work.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const limits = { js: 60 * 1024, later: 10 * 1024, ended: 3.5 * 1024, told: 3.5 * 1024, talk: 6 * 1024, offers: 3 * 1024, bankid: 4 * 1024, sending: 6 * 1024, reach: 4 * 1024, wishes: 3 * 1024, join: 3 * 1024, invoice: 24 * 1024, css: 15 * 1024, worker: 2 * 1024 };
const ended = /^src\/assistant\/sheet\/index\.tsx$/; // what is fetched on the page of a month that has ended
const told = /^src\/assistant\/told\/index\.tsx$/; // and on every month's page, beside what the phone knows by itself
const talk = /^src\/assistant\/talk\/index\.tsx$/; // what is fetched where somebody has said something about a row, or wants to
const offering = /^src\/assistant\/offers\/index\.tsx$/; // what is fetched on the schedule, where shifts may be offered
const signing = /^src\/bankid\/index\.ts$/; // what is fetched where somebody signs or signs in with BankID
const wishing = /^src\/wishes\/index\.tsx$/; // when notices may come: fetched on everybody's own page
const reaching = "src/office/reach/pages.ts"; // what the office opens to see who was not reached
const sending = "src/office/send/pages.ts"; // what the office opens to sign, send and connect
const invoice = "src/beneficiary/index.tsx"; // the room of whoever sends the invoice, with all that they press
const seldom = /^src\/(assistant\/(me\/index|install\/Guide)\.tsx|core\/others\.ts)$/;

/** Fails the build where a limit is passed. dist ends with a slash. */
export async function check(dist) {
  const manifest = JSON.parse(await readFile(`${dist}.vite/manifest.json`, "utf8"));
  const seen = new Set();
  const css = new Set();
  const walk = (key, into) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return into;
    seen.add(key);
    into.push(chunk.file);
    for (const file of chunk.css ?? []) css.add(file);
    for (const next of [...(chunk.imports ?? []), ...(key === "index.html" ? [] : (chunk.dynamicImports ?? []))]) {
      if (/\/en\.ts$/.test(next)) walk(next, english);
      else if (seldom.test(next)) opened.push(next);
      else if (ended.test(next)) monthly.push(next);
      else if (told.test(next)) beside.push(next);
      else if (wishing.test(next)) wanted.push(next);
      else if (talk.test(next)) said.push(next);
      else if (offering.test(next)) offered.push(next);
      else if (signing.test(next)) eid.push(next);
      else walk(next, into);
    }
    return into;
  };
  const english = [];
  const opened = [];
  const monthly = [];
  const beside = [];
  const eid = [];
  const wanted = [];
  const said = [];
  const offered = [];
  const js = walk("src/assistant/index.tsx", walk("index.html", []));
  const later = opened.reduce((files, key) => walk(key, files), []);
  const sheets = monthly.reduce((files, key) => walk(key, files), []);
  const known = beside.reduce((files, key) => walk(key, files), []);
  const bankid = eid.reduce((files, key) => walk(key, files), []);
  const wishes = wanted.reduce((files, key) => walk(key, files), []);
  const talks = said.reduce((files, key) => walk(key, files), []);
  const offers = offered.reduce((files, key) => walk(key, files), []);
  const join = walk("src/Join.tsx", []);
  const office = manifest[sending] ? [manifest[sending].file] : [];
  const reach = manifest[reaching] ? [manifest[reaching].file] : [];
  const theirs = manifest[invoice] ? [manifest[invoice].file] : [];
  const strangers = [...seen].filter((key) => /^src\/(office|beneficiary)\//.test(key));
  if (strangers.length > 0) throw new Error(`the assistant's app loads another room: ${strangers.join(", ")}`);
  const sum = async (names) => {
    let bytes = 0;
    for (const name of names) bytes += gzipSync(await readFile(dist + name), { level: 9 }).length;
    return bytes;
  };
  const sizes = { js: await sum(js), later: await sum(later), ended: await sum(sheets), told: await sum(known), talk: await sum(talks), offers: await sum(offers), bankid: await sum(bankid), sending: await sum(office), reach: await sum(reach), wishes: await sum(wishes), join: await sum(join), invoice: await sum(theirs), css: await sum(css), worker: await sum(["sw.js"]) };
  const kb = (n) => `${(n / 1024).toFixed(1)} KB`;
  const of = (what) => `${kb(sizes[what])} (limit ${kb(limits[what])})`;
  console.log(`assistant, gz: JavaScript ${of("js")}, own pages and guide ${of("later")}, timesheets ${of("ended")}, what is told ${of("told")}, talks ${of("talk")}, offered shifts ${of("offers")}, BankID ${of("bankid")}, signing in ${of("join")}, the office's signing and sending ${of("sending")}, who was not reached ${of("reach")}, the beneficiary's room ${of("invoice")}, when notices may come ${of("wishes")}, English ${kb(await sum(english))} besides; CSS ${of("css")}; service worker ${of("worker")}`);
  const over = Object.keys(limits).filter((what) => sizes[what] > limits[what]);
  if (over.length > 0) throw new Error(`too large: ${over.join(", ")}`);
}
