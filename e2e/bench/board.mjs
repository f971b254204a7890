// A board of five hundred customers in the browser: how soon it stands, how it scrolls, and how soon one sees what has changed. The
// browser's part alone: the answer is the demo's own, with its customers many times over; what the server needs for five hundred is
// measured beside it (bench/boards.go). Of tasks it is the processor's time that counts, since the clock counts what else the machine is
// doing, and the longest, since one slow one is felt.
import { desk, device, openBrowser } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { october } from "../lib/rooms.mjs";

const many = 500;
const [demo, browser] = await Promise.all([startDemo(), openBrowser({ whole: true })]);
/** @type {[what: string, target: number, found: number][]} */
const rows = [];
try {
  const { page } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  await page.locator(".desk main h1").waitFor();
  let changed = false;
  await page.route("**/api/v1/board?*", async (route) => {
    const board = await (await route.fetch()).json();
    const customers = Array.from({ length: many }, (_, i) => {
      const one = board.customers[i % board.customers.length];
      const name = `${one.beneficiary.name} ${String(i).padStart(3, "0")}`;
      return { ...one, beneficiary: { id: `${one.beneficiary.id}-${i}`, name }, ...(changed && i === 250 ? { stops: 9 } : {}) };
    });
    await route.fulfill({ json: { ...board, customers } });
  });
  const board = page.locator(".board tbody tr");
  const all = () => board.nth(many - 1).waitFor({ state: "attached" });

  await page.goto(`${demo.info.url}/office/people`);
  await page.locator(".desk main h1").waitFor();
  const opening = await tasks(page, async () => {
    await page.locator('a[href="/office"]').last().evaluate((link) => /** @type {HTMLElement} */ (link).click());
    await board.nth(20).waitFor();
  });
  rows.push([`a board of ${many} customers stands: all tasks to the first screen`, 300, opening.all]);
  await page.goto(`${demo.info.url}/office/people`);
  await page.locator(".desk main h1").waitFor();
  const whole = await tasks(page, async () => {
    await page.locator('a[href="/office"]').last().evaluate((link) => /** @type {HTMLElement} */ (link).click());
    await all();
  });
  rows.push(["  until every line is there: the longest task", 50, whole.longest]);

  await page.goto(`${demo.info.url}/office?month=${october}`);
  await all();
  const scroll = await tasks(page, () => page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const height = document.documentElement.scrollHeight;
    const steps = [...Array(60).keys()];
    for (const to of [...steps, ...steps.reverse()]) {
      scrollTo(0, (height * to) / 60);
      await frame();
    }
  }));
  rows.push(["it is scrolled to the end and back: the longest task", 50, scroll.longest]);
  await page.locator(".board tbody th a").first().focus();
  const chosen = await tasks(page, async () => {
    await page.keyboard.press("a");
    await page.locator(".chosen").waitFor();
  });
  rows.push(["all are chosen by a key: all tasks", 200, chosen.all]);
  // The page itself sees its line change: looking through four thousand cells from outside, again and again, was the longest task there was.
  const seen = await page.evaluateHandle((at) => {
    const line = document.querySelectorAll(".board tbody tr")[at];
    return { is: new Promise((resolve) => new MutationObserver(() => line.textContent?.includes("9 att rätta") && resolve(Date.now())).observe(line, { childList: true, characterData: true, subtree: true })) };
  }, await board.evaluateAll((lines) => lines.findIndex((line) => /** @type {HTMLElement} */ (line).dataset.id?.endsWith("-250"))));
  let begun = 0;
  let ended = 0;
  const news = await tasks(page, async () => {
    begun = Date.now();
    changed = true;
    ended = await seen.evaluate(({ is }) => /** @type {Promise<number>} */ (is));
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  });
  rows.push(["a changed customer is seen, on the clock", 2000, ended - begun]);
  rows.push(["  the longest task by it", 50, news.longest]);
  // A customer's month from the board: the coverage map is the page's largest picture, of 31 days and some 160 rows.
  const alva = demo.person("beneficiary", "Alva").id;
  await page.goto(`${demo.info.url}/office?month=${october}`);
  await all();
  const map = await tasks(page, async () => {
    await page.locator(`.board a[href^="/office/${alva}"]`).first().evaluate((link, to) => {
      link.setAttribute("href", to);
      /** @type {HTMLElement} */ (link).click();
    }, `/office/${alva}/${october}`);
    await page.locator(".map tbody tr").nth(30).waitFor({ state: "attached" });
  });
  rows.push(["a customer's month stands with its coverage map: all tasks", 500, map.all]);
  rows.push(["  the longest task", 200, map.longest]);
} finally {
  await browser.close();
  await demo.stop();
}
console.log(`${"in the browser, ms".padEnd(70)}${"found".padStart(8)}${"at most".padStart(10)}`);
for (const [what, target, found] of rows) console.log(`${what.padEnd(70)}${String(Math.round(found)).padStart(8)}${String(target).padStart(10)}`);

/**
 * What the page's own thread does meanwhile, in milliseconds of the processor: its longest task, and all of them.
 * @param {import("playwright-core").Page} page @param {() => Promise<unknown>} act
 */
async function tasks(page, act) {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "__metadata"] });
  await act();
  const { traceEvents } = /** @type {{traceEvents: {name: string, ph: string, pid: number, tid: number, tdur?: number, args?: any}[]}} */ (JSON.parse((await browser.stopTracing()).toString()));
  const threads = new Set(traceEvents.filter((e) => e.name === "thread_name" && e.args.name === "CrRendererMain").map((e) => `${e.pid}.${e.tid}`));
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const { name, pid, tid, tdur } of traceEvents) {
    const thread = `${pid}.${tid}`;
    if (threads.has(thread) && /RunTask$/.test(name) && tdur !== undefined) found.set(thread, [...(found.get(thread) ?? []), tdur / 1000]);
  }
  const busiest = [...found.values()].map((times) => ({ longest: Math.max(...times), all: times.reduce((sum, t) => sum + t, 0) })).sort((a, b) => b.all - a.all)[0];
  return busiest ?? { longest: 0, all: 0 };
}
