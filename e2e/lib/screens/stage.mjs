// What a tour of the screens stands on: one demo, one browser, one language.
import { listen, phone } from "../browser.mjs";
import { words } from "./words.mjs";

/**
 * @typedef {"join" | "assistant" | "beneficiary" | "office"} Room
 * @typedef {(page: import("playwright-core").Page, name: string) => Promise<void>} Look called in each state
 * @typedef {ReturnType<typeof stage>} Stage
 */

/**
 * @param {any} demo @param {import("playwright-core").Browser} browser @param {import("./words.mjs").Language} language
 * @param {Look} look
 */
export function stage(demo, browser, language, look) {
  /** @type {ReturnType<typeof listen>[]} */
  const heard = [];
  return {
    demo,
    w: words(language),
    look,
    url: /** @type {string} */ (demo.info.url),
    fk: new URL(demo.info.fk).origin,
    /** A browser of its own that speaks the language. @param {string} at @param {import("playwright-core").BrowserContextOptions} [options] */
    async open(at, options = {}) {
      const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: phone, ...options });
      await context.addInitScript((kept) => localStorage.setItem("passbok.language", kept), language);
      const page = await context.newPage();
      heard.push(listen(page));
      await page.goto(at);
      return { context, page };
    },
    /** Nothing was complained about on any page of the tour. */
    quiet() {
      for (const one of heard) one.nothing();
    },
  };
}

/** Waits until the worker has all that starts the app, and answers for the page: what is opened without network comes from it. @param {import("playwright-core").Page} page */
export async function served(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
}

/** Runs a step with the network off, then brings it back. @param {import("playwright-core").BrowserContext} context @param {() => Promise<void>} step */
export async function offline(context, step) {
  await context.setOffline(true);
  await step();
  await context.setOffline(false);
  for (const page of context.pages()) await page.evaluate(() => dispatchEvent(new Event("online")));
}
