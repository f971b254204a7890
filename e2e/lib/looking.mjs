// Looks at one screen after the other, in both languages, both themes, and the sizes that its people have: axe finds nothing,
// nothing scrolls sideways, nothing is cut off, every control takes the keyboard's focus. Sizes and themes are paired rather than multiplied.
import assert from "node:assert/strict";
import { accessible, contrasts, reflowed } from "./axe.mjs";
import { clipped, desk, mirror, mirrorBack, openBrowser, phone, show } from "./browser.mjs";
import { keyed } from "./keys.mjs";
import { nameless } from "./names.mjs";
import { startDemo } from "./passbok.mjs";
import { stage } from "./screens/stage.mjs";
import { roomOf } from "./screens/tour.mjs";
import { small as smallTargets } from "./targets.mjs";

const small = { width: 320, height: 640 };
/** A desk's window of 1280 by 1024 at 400 %. */
const zoomed = { width: 320, height: 256 };
/** @type {View[]} */
const besides = [{ size: { width: 1920, height: 1080 }, theme: "light" }, { size: { width: 820, height: 1180 }, theme: "dark" }]; // that the office has, too

/** @typedef {{size: {width: number, height: number}, theme: "light" | "dark", axe?: "all" | "contrast"}} View */

/**
 * The pairs of a language, for a room that is at home on a phone or on a desk. axe looks at each screen by all its rules where it
 * is at home, and at the contrast, which the other theme can change, once more. Neither changes with the language. In the other sizes
 * that the office has it looks by the rules that a size can change.
 * @type {Record<"sv" | "en", (home: View["size"], away: View["size"]) => View[]>}
 */
const views = {
  sv: (home, away) => [{ size: away, theme: "dark", axe: "contrast" }, { size: home, theme: "light", axe: "all" }],
  en: (home, away) => [{ size: home, theme: "light" }, { size: away, theme: "dark" }],
};

/** Takes a tour of a demo of its own: every screen of it holds. @param {(stage: import("./screens/stage.mjs").Stage) => Promise<void>} tour */
export async function holds(tour) {
  const [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  try {
    const { look, found } = looking();
    const all = stage(demo, browser, "sv", look);
    await tour(all);
    assert.deepEqual(found, []);
    all.quiet();
  } finally {
    await browser.close();
    await demo.stop();
  }
}

/** Looks at each screen of a tour, and collects what is wrong: all of it is told at the end. */
function looking() {
  /** @type {string[]} */
  const found = [];
  /** Texts whose contrast has been looked at. @type {Record<"light" | "dark", Set<string>>} */
  const contrast = { light: new Set(), dark: new Set() };
  /** Rooms in which text at 200 % has been looked at. @type {Set<string>} */
  const enlarged = new Set();

  /** @param {import("playwright-core").Page} page @param {string} name */
  async function look(page, name) {
    const room = roomOf(name);
    if (room === "sim") return;
    const before = page.viewportSize() ?? phone;
    await seen(page, name, "sv");
    if (!enlarged.has(room) || /invoice$|month$|row$|edit$/.test(name)) {
      enlarged.add(room);
      await large(page, true);
      await fits(page, { size: phone, theme: "light" }, `${name} with text at 200 %`);
      if (room !== "office") found.push(...(await keyed(page)).map((what) => `${name} with text at 200 %, by the keyboard: ${what}`));
      await large(page, false);
    }
    if (room !== "office") await spaced(page, name);
    if (await speak(page, "en")) {
      await seen(page, `${name} in English`, "en");
      await speak(page, "sv");
    }
    await page.setViewportSize(before);
  }

  /** With a person's own distances between lines, letters and words (WCAG 1.4.12), on a phone: nothing is cut off. @param {import("playwright-core").Page} page @param {string} name */
  async function spaced(page, name) {
    await page.evaluate(() => {
      const own = new CSSStyleSheet();
      own.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
      document.adoptedStyleSheets.push(own);
    });
    await fits(page, { size: phone, theme: "light" }, `${name} with text spaced out`);
    // What lies outside of the window, and not of the page, is in a table that scrolls.
    found.push(...(await clipped(page)).filter((what) => what.startsWith("cut")).map((what) => `${name} with text spaced out: ${what}`));
    await page.evaluate(() => void document.adoptedStyleSheets.pop());
  }

  /** In the language that it speaks now. @param {import("playwright-core").Page} page @param {string} name @param {"sv" | "en"} language */
  async function seen(page, name, language) {
    const room = roomOf(name);
    if (room !== "office") {
      await fits(page, { size: room === "assistant" ? small : zoomed, theme: "light" }, name);
      if (language === "sv") await forced(page, name);
      if (language === "en") await mirrored(page, name);
    }
    for (const view of room === "office" ? [...views[language](desk, phone), ...(language === "en" ? besides : [])] : views[language](phone, desk)) {
      await fits(page, view, name);
      if (view.axe === "all") await accessible(page, name, { contrast: false }).catch((error) => found.push(error.message));
      if (view.axe === "all" && room !== "office") found.push(...(await smallTargets(page)).map((what) => `${name}: ${what}`));
      if (view.axe === "all") found.push(...(await keyed(page)).map((what) => `${name} by the keyboard: ${what}`), ...(await nameless(page)).map((what) => `${name}: ${what}`));
      if (besides.includes(view)) await reflowed(page, `${name} at ${view.size.width}×${view.size.height}`).catch((error) => found.push(error.message));
      if (view.axe) await contrasts(page, name, contrast[view.theme]).catch((error) => found.push(error.message));
    }
  }

  /** From right to left, with longer words, on the smallest phone: nothing is cut off, and clocks keep their direction. @param {import("playwright-core").Page} page @param {string} name */
  async function mirrored(page, name) {
    await mirror(page);
    await fits(page, { size: small, theme: "light" }, `${name} from right to left`);
    found.push(...(await clipped(page)).map((what) => `${name} from right to left: ${what}`));
    const turned = await page.evaluate(() => [...document.querySelectorAll(".ribbon, .clock")].filter((e) => getComputedStyle(e).direction !== "ltr").length);
    if (turned > 0) found.push(`${name}: a ribbon or a clock runs from right to left`);
    await mirrorBack(page);
  }

  /**
   * With the colours that a person has forced, and as little movement as they have asked for: what is chosen is readable,
   * what lies over the page has an edge, nothing moves. (axe reads the colours that were not taken, so it is of no use here.)
   * @param {import("playwright-core").Page} page @param {string} name
   */
  async function forced(page, name) {
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    // What takes a millisecond has ended, which a page finds out when it draws next.
    await page.evaluate(() => new Promise((ended) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(ended)), 20))));
    const wrong = await page.evaluate(() => {
      const told = (/** @type {Element} */ e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""} “${(e.textContent ?? "").trim().slice(0, 30)}”`;
      const colours = document.body.appendChild(document.createElement("i"));
      colours.style.cssText = "forced-color-adjust: none; color: HighlightText; background: Highlight";
      const { color, backgroundColor } = getComputedStyle(colours);
      colours.remove();
      /** @type {string[]} */
      const found = [];
      for (const face of document.querySelectorAll(".kind input:checked + *, .chips input:checked + *, .choice input:checked + *")) {
        if (getComputedStyle(face).backgroundColor !== backgroundColor) found.push(`does not look chosen: ${told(face)}`);
        for (const e of [face, ...face.querySelectorAll("*")]) if (getComputedStyle(e).color !== color) found.push(`cannot be read: ${told(e)}`);
      }
      for (const e of document.querySelectorAll(".sheet[open], .toast, .trouble, .cover")) if (Number.parseFloat(getComputedStyle(e).borderTopWidth) === 0) found.push(`has no edge: ${told(e)}`);
      for (const one of document.getAnimations()) if (one.playState === "running") found.push(`moves: ${told(/** @type {KeyframeEffect} */ (one.effect).target ?? document.body)}`);
      return found;
    });
    found.push(...wrong.map((what) => `${name} in forced colours: ${what}`));
    await page.emulateMedia({ forcedColors: null });
  }

  /** Shows it so, and measures. @param {import("playwright-core").Page} page @param {View} view @param {string} name */
  async function fits(page, { size, theme }, name) {
    await show(page, size, theme);
    const beyond = await page.evaluate(() => {
      const { scrollWidth } = document.scrollingElement ?? document.body;
      if (scrollWidth <= innerWidth) return [];
      const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
      return [`${scrollWidth} px`, ...wide.slice(0, 5).map((e) => `${e.tagName}.${e.className}`)];
    });
    if (beyond.length > 0) found.push(`${name} scrolls sideways at ${size.width}: ${beyond.join(" ")}`);
  }
  return { look, found };
}

/**
 * Has the page change its language as if it were switched in another tab; false for a page that is none of the app's (a print).
 * @param {import("playwright-core").Page} page @param {"sv" | "en"} language
 */
async function speak(page, language) {
  const app = await page.evaluate((next) => {
    localStorage.setItem("passbok.language", next);
    dispatchEvent(new StorageEvent("storage", { key: "passbok.language" }));
    return document.querySelector("#app") !== null;
  }, language);
  if (app) await page.waitForFunction((next) => document.documentElement.lang === next, language);
  return app;
}

/** @param {import("playwright-core").Page} page @param {boolean} on */
async function large(page, on) {
  await page.evaluate((size) => void (document.documentElement.style.fontSize = size), on ? "200%" : "");
}
