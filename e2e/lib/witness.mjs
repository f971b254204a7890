// What the pages of a failed journey showed last, and what they had asked the server: a failure seen once may not come again.
import { afterEach } from "node:test";

/** @typedef {{page: import("playwright-core").Page, asked: string[]}} Watched */

/** How many of the last requests are told. */
const enough = 25;

/** @type {Set<Watched>} */
const open = new Set();

/** Remembers what a page asks, until it is closed. @param {import("playwright-core").Page} page */
export function witness(page) {
  /** @type {Watched} */
  const watched = { page, asked: [] };
  const since = Date.now();
  /** @param {import("playwright-core").Request} request @param {string} how */
  const note = (request, how) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/api/")) return;
    watched.asked.push(`${Date.now() - since} ms ${request.method()} ${pathname} ${how}`);
    if (watched.asked.length > enough) watched.asked.shift();
  };
  page.on("request", (request) => note(request, "asked"));
  page.on("response", (answer) => note(answer.request(), `answered ${answer.status()}`));
  page.on("requestfailed", (request) => note(request, `failed: ${request.failure()?.errorText}`));
  page.on("close", () => open.delete(watched));
  open.add(watched);
}

afterEach(async (t) => {
  if (/** @type {{passed?: boolean}} */ (t).passed !== false) return;
  for (const { page, asked } of open) {
    const text = await page.locator("body").innerText({ timeout: 2000 }).catch((/** @type {unknown} */ error) => String(error));
    console.log(`\n${page.url()} showed last:\n${text.replace(/\n+/g, "\n").slice(0, 3000)}\nand had asked:\n${asked.join("\n")}`);
  }
});
