// Every screen in every state, in both languages, both themes, and the sizes that its people have: axe finds nothing,
// nothing scrolls sideways, nothing is complained about. Sizes and themes are paired rather than multiplied.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, desk, openBrowser, phone } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { stage } from "../lib/screens/stage.mjs";
import { roomOf, tour } from "../lib/screens/tour.mjs";

const small = { width: 320, height: 640 };

/** @typedef {{size: {width: number, height: number}, theme: "light" | "dark", axe?: boolean}} View */

/** The pairs of a language; axe looks at one of each, so that each size and theme is looked at. @type {Record<"sv" | "en", View[]>} */
const views = {
  sv: [{ size: desk, theme: "dark" }, { size: phone, theme: "light", axe: true }],
  en: [{ size: phone, theme: "dark" }, { size: desk, theme: "light" }, { size: desk, theme: "dark", axe: true }],
};

/** What is wrong on the screens of a tour: all of it is told at its end. @type {string[]} */
let found = [];

/** Rooms in which text at 200 % has been looked at. @type {Set<string>} */
const enlarged = new Set();

for (const language of /** @type {const} */ (["sv", "en"])) {
  test(`every screen holds in ${language}`, async () => {
    const [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
    try {
      const all = stage(demo, browser, language, (page, name) => look(page, name, language));
      found = [];
      await tour(all);
      assert.deepEqual(found, []);
      all.quiet();
    } finally {
      await browser.close();
      await demo.stop();
    }
  });
}

/** @param {import("playwright-core").Page} page @param {string} name @param {"sv" | "en"} language */
async function look(page, name, language) {
  if (roomOf(name) === "sim") return;
  const before = page.viewportSize() ?? phone;
  const room = roomOf(name);
  if (room === "assistant") await fits(page, { size: small, theme: "light" }, name);
  for (const view of views[language]) {
    await fits(page, view, name);
    if (view.axe) await accessible(page, `${name} in ${language}`).catch((error) => found.push(error.message));
  }
  if (language === "sv") await large(page, room, name);
  await page.setViewportSize(before);
}

/** Shows it so, and measures. @param {import("playwright-core").Page} page @param {View} view @param {string} name */
async function fits(page, { size, theme }, name) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  const beyond = await page.evaluate(() => {
    const { scrollWidth } = document.scrollingElement ?? document.body;
    if (scrollWidth <= innerWidth) return [];
    return [`${scrollWidth} px`, ...[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map((e) => `${e.tagName}.${e.className}`)];
  });
  if (beyond.length > 0) found.push(`${name} scrolls sideways at ${size.width}: ${beyond.join(" ")}`);
}

/** Text at 200 %, on each room's first screen and each screen with a form. @param {import("playwright-core").Page} page @param {string} room @param {string} name */
async function large(page, room, name) {
  if (enlarged.has(room) && !/invoice$|month$|row$|edit$/.test(name)) return;
  enlarged.add(room);
  await page.evaluate(() => void (document.documentElement.style.fontSize = "200%"));
  await fits(page, { size: phone, theme: "light" }, `${name} with text at 200 %`);
  await page.evaluate(() => void (document.documentElement.style.fontSize = ""));
}
