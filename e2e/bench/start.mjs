// How long an assistant waits: from opening the app without network to a Start button that can be tapped, on a processor
// four times as slow; from the tap to "Sparat på telefonen" on the screen, by the browser's own account of when words were
// painted; and from the tap to the room drawn anew after that. `make bench` prints them beside their targets: a tap is held
// to what 19 of 20 take.
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

  await slow(4);
  /** @type {number[]} */
  const opened = [];
  for (let i = 0; i < times; i++) {
    await page.reload({ waitUntil: "commit" }); // nothing of ours looks at the page while it starts
    opened.push(await page.evaluate(() => /** @type {any} */ (globalThis).tappable));
  }
  rows.push(["start without network to a Start button, 4x slower", 500, opened]);
  for (const [rate, target] of /** @type {const} */ ([[1, 50], [4, 100]])) {
    /** @type {number[]} */
    const saved = [];
    /** @type {number[]} */
    const drawn = [];
    for (let i = 0; i < taps; i++) {
      await slow(1);
      await page.reload();
      await start.waitFor();
      const { x, y, width, height } = (await start.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await slow(rate);
      await page.mouse.click(x + width / 2, y + height / 2);
      const found = await page.evaluate(async () => ({ saved: await /** @type {any} */ (globalThis).saved, drawn: await /** @type {any} */ (globalThis).going }));
      saved.push(found.saved);
      drawn.push(found.drawn);
      await slow(1);
      await page.getByRole("button", { name: "Stopp" }).click();
      await start.waitFor();
    }
    rows.push([`tap to "Sparat på telefonen"${rate > 1 ? `, ${rate}x slower` : ""}`, target, saved]);
    rows.push(["  and to the running shift below it", Number.NaN, drawn]);
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
  console.log(line([what, String(sorted[0]), at(0.5), at(0.95), String(sorted.at(-1)), Number.isNaN(target) ? "" : String(target)]));
}

/**
 * Tells, in the page itself and without anything that looks at it meanwhile: when the first frame with a Start button has been
 * drawn (and the room listens); and after a tap on it, when the words that the phone has it were painted, and when the room was.
 * @param {import("playwright-core").Page} page
 */
function watch(page) {
  return page.addInitScript(() => {
    const marks = /** @type {any} */ (globalThis);
    /** Promised to whoever asks, and kept once. @param {string} name @returns {(at: number) => void} */
    const promise = (name) => {
      let keep = (/** @type {number} */ _at) => {};
      marks[name] = new Promise((resolve) => (keep = resolve));
      return keep;
    };
    const [tappable, saved, going] = [promise("tappable"), promise("saved"), promise("going")];
    let started = false;
    let tapped = 0;
    // A frame is on the screen when the task after it runs.
    const drawn = (/** @type {() => void} */ then) => requestAnimationFrame(() => setTimeout(then));
    new MutationObserver(() => {
      if (!started && document.querySelector("button.btn--big")) {
        started = true;
        drawn(() => tappable(performance.now()));
      }
      document.querySelector(".toast > span:not([elementtiming])")?.setAttribute("elementtiming", "told");
      if (tapped > 0 && document.getElementById("going")) drawn(() => going(performance.now() - tapped));
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { element, renderTime } = /** @type {any} */ (entry);
        if (tapped > 0 && element.textContent.includes("Sparat på telefonen")) saved(renderTime - tapped);
      }
    }).observe({ type: "element", buffered: true });
    addEventListener("pointerdown", (event) => {
      if (tapped === 0 && event.target instanceof Element && event.target.closest("button.btn--big")) tapped = event.timeStamp;
    }, true);
  });
}
