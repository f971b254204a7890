// How long an assistant waits: from opening the app without network to a Start button that can be tapped, on a processor
// four times as slow; and from the tap to "Sparat på telefonen". `make bench` prints them beside their targets: a tap is held to
// what 19 of 20 take.
import { openBrowser, device } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";

const times = 9;
const taps = 20;
const [demo, browser] = await Promise.all([startDemo(), openBrowser({ whole: true })]);
/** @type {[string, number, number[]][]} */
const rows = [];
try {
  const { context, page } = await device(browser, demo.person("assistant", "Tilda"));
  const start = page.getByRole("button", { name: "Starta hos Alva P." });
  await start.waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload(); // from here on the worker serves the app
  await start.waitFor();
  await context.setOffline(true);
  const protocol = await context.newCDPSession(page);
  const slow = (/** @type {number} */ rate) => protocol.send("Emulation.setCPUThrottlingRate", { rate });
  await watch(page);

  /** What the page has marked, once it has. @param {() => number | false} read */
  const marked = async (read) => Number(await (await page.waitForFunction(read)).jsonValue());

  await slow(4);
  /** @type {number[]} */
  const opened = [];
  for (let i = 0; i < times; i++) {
    await page.reload({ waitUntil: "commit" }); // nothing of ours looks at the page while it starts
    opened.push(await marked(() => /** @type {any} */ (globalThis).tappable > 0 && /** @type {any} */ (globalThis).tappable));
  }
  rows.push(["start without network to a Start button, 4x slower", 500, opened]);
  for (const [rate, target] of /** @type {const} */ ([[1, 50], [4, 100]])) {
    /** @type {number[]} */
    const saved = [];
    for (let i = 0; i < taps; i++) {
      await slow(1);
      await page.reload();
      await start.waitFor();
      const { x, y, width, height } = (await start.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await slow(rate);
      await page.mouse.click(x + width / 2, y + height / 2);
      saved.push(await marked(() => /** @type {any} */ (globalThis).saved > 0 && /** @type {any} */ (globalThis).saved - /** @type {any} */ (globalThis).tapped));
      await slow(1);
      await page.getByRole("button", { name: "Stopp" }).click();
      await start.waitFor();
    }
    rows.push([`tap to "Sparat på telefonen"${rate > 1 ? `, ${rate}x slower` : ""}`, target, saved]);
  }
} finally {
  await browser.close();
  await demo.stop();
}
const line = (/** @type {string[]} */ [what, ...figures]) => `${what?.padEnd(52)}${figures.map((one) => one.padStart(9)).join("")}`;
console.log(line(["in the browser, ms", "least", "median", "19 of 20", "most", "at most"]));
for (const [what, target, all] of rows) {
  const sorted = [...all].sort((a, b) => a - b).map(Math.round);
  const at = (/** @type {number} */ part) => String(sorted[Math.ceil(part * sorted.length) - 1]);
  console.log(line([what, String(sorted[0]), at(0.5), at(0.95), String(sorted.at(-1)), String(target)]));
}

/**
 * Marks, in the page itself: when the first frame with a Start button has been drawn (and the room listens), the tap, and
 * the frame that says that the phone has it.
 * @param {import("playwright-core").Page} page
 */
function watch(page) {
  return page.addInitScript(() => {
    const marks = /** @type {any} */ (globalThis);
    let before = 0;
    // A frame is on the screen when the task after it runs.
    const drawn = (/** @type {() => void} */ then) => requestAnimationFrame(() => setTimeout(then));
    new MutationObserver(() => {
      if (marks.tappable === undefined && document.querySelector("button.btn--big")) {
        marks.tappable = -1;
        drawn(() => (marks.tappable = performance.now()));
      }
      const now = document.body.textContent?.split("Sparat på telefonen").length ?? 0;
      if (marks.tapped !== undefined && marks.saved === undefined && now > before) {
        marks.saved = -1;
        drawn(() => (marks.saved = performance.now()));
      }
    }).observe(document, { childList: true, subtree: true, characterData: true });
    addEventListener("pointerdown", (event) => {
      if (marks.tapped !== undefined || !(event.target instanceof Element && event.target.closest("button.btn--big"))) return;
      marks.tapped = event.timeStamp;
      before = document.body.textContent?.split("Sparat på telefonen").length ?? 0;
    }, true);
  });
}
