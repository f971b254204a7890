// Pictures of every screen in every state, at both sizes, light and dark, into out/. With --readme: the three of the
// README into docs/screens/ instead. With --only=<text>: those whose name contains it.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { desk, openBrowser, phone, show } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { stage } from "../lib/screens/stage.mjs";
import { tour } from "../lib/screens/tour.mjs";

const sizes = { phone, desk };
const themes = /** @type {const} */ (["light", "dark"]);
const readme = process.argv.includes("--readme");
const only = process.argv.find((a) => a.startsWith("--only="))?.slice(7) ?? "";

/** The README's: which screen, at which size, how high. */
const chosen = /** @type {const} */ ({
  "assistant-now-offline": { file: "phone", size: phone, height: 844 },
  "office-month": { file: "office", size: desk, height: 800 },
  "beneficiary-invoice": { file: "invoice", size: phone, height: 844 },
});

/** Longer pages are cut here, in CSS pixels: what comes after is more of the same. */
const longest = 2600;

const out = fileURLToPath(new URL(readme ? "../../docs/screens/" : "../out/", import.meta.url));
await mkdir(out, { recursive: true });
const [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
try {
  await tour(stage(demo, browser, "sv", readme ? choose : all));
} finally {
  await browser.close();
  await demo.stop();
}

/** @param {import("playwright-core").Page} page @param {string} name */
async function choose(page, name) {
  const wanted = Object.entries(chosen).find(([screen]) => screen === name)?.[1];
  if (!wanted) return;
  const before = page.viewportSize() ?? phone;
  await show(page, wanted.size, "light");
  await page.screenshot({ path: `${out}${wanted.file}.png`, clip: { x: 0, y: 0, width: wanted.size.width, height: wanted.height } });
  await page.setViewportSize(before);
}

/** @param {import("playwright-core").Page} page @param {string} name */
async function all(page, name) {
  if (!name.includes(only)) return;
  const before = page.viewportSize() ?? phone;
  const sheet = (await page.locator("dialog[open]").count()) > 0;
  for (const [said, size] of Object.entries(sizes)) {
    for (const theme of themes) {
      await show(page, size, theme);
      // A window as high as the page, so that what sticks to its edges is where it ends; a sheet fills the window as it is.
      const high = sheet ? 0 : await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: size.width, height: Math.min(Math.max(high, size.height), longest) });
      await page.screenshot({ path: `${out}${name}-${said}-${theme}.png` });
    }
  }
  await page.setViewportSize(before);
}
