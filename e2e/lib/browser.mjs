// Debian's Chromium, with a phone's or an office's window, and what every journey asks of a page.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { witness } from "./witness.mjs";

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 800 };

const whole = process.env.CHROMIUM || "/usr/bin/chromium";
const shell = process.env.CHROMIUM || ["/usr/bin/chromium-headless-shell", whole].find(existsSync);

const launch = {
  executablePath: shell,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer", // nothing here is drawn by WebGL; emulating it takes most of a processor
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/**
 * One browser for the journeys whose data may go with it. It is Chromium's headless shell, which takes half of the processor's
 * time; who asks for notices, or takes a worker away, needs the whole.
 * @param {{whole?: boolean}} [which]
 */
export function openBrowser(which) {
  return chromium.launch({ ...launch, executablePath: which?.whole ? whole : shell });
}

/**
 * A browser on a profile folder: it can be killed, and opened again on the same folder.
 * @param {string} folder @param {import("playwright-core").BrowserContextOptions} options
 */
export function openProfile(folder, options) {
  return chromium.launchPersistentContext(folder, { ...launch, ...defaults, ...options });
}

/**
 * Kills the browser of a profile, as a phone does that runs out of power: every process that names the folder.
 * @param {import("playwright-core").BrowserContext} context @param {string} folder
 */
export async function kill(context, folder) {
  const gone = new Promise((resolve) => context.once("close", resolve));
  for (const pid of await readdir("/proc")) {
    if (!/^[0-9]+$/.test(pid)) continue;
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (line.includes(folder)) process.kill(Number(pid), "SIGKILL");
  }
  await gone;
}

/** @type {import("playwright-core").BrowserContextOptions} */
const defaults = { locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: phone, serviceWorkers: "allow", reducedMotion: "reduce" };

/**
 * A device of one person: its own storage, signed in by the person's link; with a clock of its own, where one is given.
 * @param {import("playwright-core").Browser} browser
 * @param {{signin: string}} person
 * @param {import("playwright-core").BrowserContextOptions & {clock?: Date}} [options]
 */
export async function device(browser, person, { clock, ...options } = {}) {
  const context = await browser.newContext({ ...defaults, ...options });
  const page = await context.newPage();
  const heard = listen(page);
  if (clock) await page.clock.install({ time: clock });
  await page.goto(person.signin);
  return { context, page, heard };
}

/**
 * What the page complained about. A journey ends with `heard.nothing()`.
 * @param {import("playwright-core").Page} page
 */
export function listen(page) {
  /** @type {string[]} */
  const complaints = [];
  /** @type {string[]} */
  const refused = [];
  witness(page);
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // A fetch without network, and an answer that says no, are logged by the browser itself; they are what those journeys are about.
    if (/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_FAILED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|status of (401|404|409|410|415)/.test(message.text())) return;
    complaints.push(`${message.text()} (${new URL(message.location().url || "about:blank").pathname})`);
  });
  // What the server refuses of what a person does is a fault of the app's, unless a journey is about that.
  page.on("response", async (answer) => {
    if (!answer.url().endsWith("/sync") || !answer.ok()) return;
    const { verdicts } = /** @type {{verdicts?: {verdict: string, code?: string, again?: boolean}[]}} */ (await answer.json().catch(() => ({})));
    for (const { verdict, code, again } of verdicts ?? []) if (verdict === "refused" && !again) refused.push(`refused: ${code}`);
  });
  return {
    /** @param {string[]} [expected] the codes of what the server refuses in this journey */
    nothing(expected = []) {
      assert.deepEqual(complaints, []);
      assert.deepEqual(refused, expected.map((code) => `refused: ${code}`));
    },
  };
}

/** Shows a page at a size and in a theme, and waits until its colours have come to rest. @param {import("playwright-core").Page} page @param {{width: number, height: number}} size @param {"light" | "dark"} colorScheme */
export async function show(page, size, colorScheme) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await rest(page);
}

/** Waits until nothing moves any more on a page, and its colours are what they will be. @param {import("playwright-core").Page} page */
export async function rest(page) {
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const moving = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(moving.map((a) => a.finished.catch(() => undefined)));
  });
}

/**
 * As a language from right to left with longer words would have it, until it is taken back: every text mirrored and a third
 * longer. Clock readings and sums stay as they are written.
 * @param {import("playwright-core").Page} page
 */
export async function mirror(page) {
  await page.evaluate(() => {
    const marks = /** @type {any} */ (globalThis);
    /** @type {[Text, string][]} */
    const before = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = /** @type {Text} */ (node);
      const words = text.data.trim();
      if (!/\p{L}{3}/u.test(words) || text.parentElement?.closest("script, style")) continue;
      before.push([text, text.data]);
      // Made of words, so that it breaks where words do.
      const more = "שלום ".repeat(Math.ceil(words.length / 15)).trim();
      text.data = `${text.data}\u2067 ${more}\u2069`;
    }
    document.documentElement.dir = "rtl";
    marks.mirrored = before;
  });
}

/** @param {import("playwright-core").Page} page */
export async function mirrorBack(page) {
  await page.evaluate(() => {
    const marks = /** @type {any} */ (globalThis);
    for (const [text, was] of marks.mirrored) text.data = was;
    document.documentElement.dir = "ltr";
  });
}

/**
 * What is cut off on the page: text that its box hides, or that lies outside of the window.
 * @param {import("playwright-core").Page} page @returns {Promise<string[]>}
 */
export function clipped(page) {
  return page.evaluate(() => {
    const told = (/** @type {Element} */ e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""} “${(e.textContent ?? "").trim().slice(0, 30)}”`;
    const range = document.createRange();
    // Rows far from the window have a guessed height until they come near: they are measured as they will be then.
    const all = new CSSStyleSheet(); // an element's would be refused by the page's own policy
    all.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(all);
    /** @type {string[]} */
    const found = [];
    const shown = document.querySelector("dialog[open]") ?? document.body; // what lies under a sheet is not looked at
    const texts = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const e = text.parentElement;
      if (!e || (text.textContent ?? "").trim() === "" || e.closest(".vh, .skip, [hidden], option, script, style, noscript") || e.getClientRects().length === 0) continue;
      range.selectNode(text);
      const at = range.getBoundingClientRect();
      if (at.width === 0) continue;
      if (at.left < -1 || at.right > innerWidth + 1) found.push(`outside: ${told(e)}`);
      for (let box = /** @type {Element | null} */ (e); box && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        const edge = box.getBoundingClientRect();
        if (overflowX === "hidden" && (at.left < edge.left - 1 || at.right > edge.right + 1)) found.push(`cut: ${told(e)}`);
        else if (overflowY === "hidden" && (at.top < edge.top - 1 || at.bottom > edge.bottom + 1)) found.push(`cut: ${told(e)}`);
      }
    }
    document.adoptedStyleSheets.pop();
    return [...new Set(found)].slice(0, 5);
  });
}

/**
 * What a browser keeps of its own accord may be gone at any time: an app must live on what its worker keeps.
 * @param {import("playwright-core").Page} page
 */
export async function forget(page) {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("Network.clearBrowserCache");
  await protocol.detach();
}
