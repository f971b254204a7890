// What a phone feels like, beside its targets: the first visit over a slow network, how soon each press is answered, a month
// of 120 rows that is scrolled, and three weeks without network that go in with one request. Medians; the longest single
// answer where one slow one would be felt. On a machine that does other work every figure is larger than on a phone's own.
import { device, openBrowser } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";

const [demo, browser] = await Promise.all([startDemo(), openBrowser({ whole: true })]);
/** @type {[what: string, target: number, found: number[]][]} */
const rows = [];
try {
  rows.push(["first visit, 9 Mbit/s, 100 ms, 4x slower: LCP", 1500, await firstVisits(5)]);

  const { context, page } = await device(browser, demo.person("assistant", "Tilda"));
  const start = page.getByRole("button", { name: "Starta hos Alva P." });
  await start.waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  const protocol = await context.newCDPSession(page);
  const slow = (/** @type {number} */ rate) => protocol.send("Emulation.setCPUThrottlingRate", { rate });
  await watch(page);
  await page.reload();
  await start.waitFor();
  for (const rate of [1, 4]) {
    await slow(rate);
    await page.evaluate(() => (/** @type {any} */ (globalThis).presses = [0]));
    for (let i = 0; i < 3; i++) await journey(page);
    rows.push([`a press to the next frame, the longest of a journey (INP)${rate > 1 ? `, ${rate}x slower` : ""}`, 100, await page.evaluate(() => /** @type {any} */ (globalThis).presses)]);
  }
  await slow(1);

  await context.setOffline(true);
  const written = await threeWeeks(page);
  await page.goto(`${demo.info.url}/month/${written.month}`);
  await page.locator(".ledger li").nth(100).waitFor();
  for (const rate of [1, 4]) {
    await slow(rate);
    rows.push([`a month of ${written.rows} rows is scrolled${rate > 1 ? `, ${rate}x slower` : ""}: the longest task`, 50, [await scrolled(page)]]);
  }
  await slow(1);

  /** @type {number[]} */
  const sent = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/v1/sync")) sent.push(/** @type {{ops?: unknown[]}} */ (request.postDataJSON()).ops?.length ?? 0);
  });
  const began = Date.now();
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText("Allt är mottaget").waitFor();
  rows.push([`three weeks offline (${written.rows} operations) are in`, 1000, [Date.now() - began]]);
  rows.push(["  requests that carried them", 1, [sent.filter((n) => n > 0).length]]);
} finally {
  await browser.close();
  await demo.stop();
}
const line = (/** @type {string[]} */ [what, median, least, most, target]) => `${what?.padEnd(70)}${median?.padStart(8)}${least?.padStart(8)}${most?.padStart(8)}${target?.padStart(10)}`;
console.log(line(["in the browser, ms", "median", "least", "most", "at most"]));
for (const [what, target, found] of rows) {
  const sorted = [...found].sort((a, b) => a - b).map(Math.round);
  console.log(line([what, String(sorted[Math.floor(sorted.length / 2)]), String(sorted[0]), String(sorted.at(-1)), String(target)]));
}

/** The largest paint of a browser that has never been here. @param {number} times */
async function firstVisits(times) {
  /** @type {number[]} */
  const found = [];
  for (let i = 0; i < times; i++) {
    const context = await browser.newContext({ locale: "sv-SE", viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    const protocol = await context.newCDPSession(page);
    await protocol.send("Network.enable");
    await protocol.send("Network.emulateNetworkConditions", { offline: false, latency: 100, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 });
    await protocol.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.goto(demo.info.url);
    await page.locator("h1").first().waitFor();
    found.push(await page.evaluate(() => new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({ type: "largest-contentful-paint", buffered: true });
    })));
    await context.close();
  }
  return found;
}

/** Notes in the page how long each press took to the next frame. @param {import("playwright-core").Page} page */
function watch(page) {
  return page.addInitScript(() => {
    const marks = /** @type {any} */ (globalThis);
    marks.presses = [0];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (/** @type {any} */ (entry).interactionId) marks.presses.push(entry.duration);
    }).observe(/** @type {any} */ ({ type: "event", durationThreshold: 16, buffered: true }));
  });
}

/** A shift, a look at the month, a sheet. @param {import("playwright-core").Page} page */
async function journey(page) {
  await page.getByRole("button", { name: "Starta hos Alva P." }).click();
  await page.getByRole("radio", { name: "Väntetid" }).click(); // it is chosen once the phone has it
  await page.getByRole("button", { name: "Stopp" }).click();
  await page.getByRole("button", { name: "Lägg till tid i efterhand" }).click();
  await page.getByLabel("Från", { exact: true }).pressSequentially("08.00");
  await page.getByRole("button", { name: "Stäng utan att spara" }).click();
  await page.getByRole("link", { name: "Månad" }).click();
  await page.getByRole("heading", { level: 2, name: "Dag för dag" }).waitFor();
  await page.getByRole("link", { name: "Nu", exact: true }).click();
  await page.getByRole("button", { name: "Starta hos Alva P." }).waitFor();
}

/**
 * Rows of three weeks, put on the phone's disk as the app itself would have: five a day.
 * @param {import("playwright-core").Page} page
 */
async function threeWeeks(page) {
  return page.evaluate(async () => {
    const name = (await indexedDB.databases()).map((d) => d.name ?? "").find((n) => n.startsWith("passbok:")) ?? "";
    const asked = (/** @type {IDBRequest | IDBTransaction} */ r) => new Promise((resolve, reject) => {
      r.addEventListener("complete", () => resolve(undefined));
      r.addEventListener("success", () => resolve(/** @type {IDBRequest} */ (r).result));
      r.addEventListener("error", () => reject(new Error(String(r.error))));
    });
    const db = /** @type {IDBDatabase} */ (await asked(indexedDB.open(name)));
    const tx = db.transaction(["ops", "facts", "docs"], "readwrite");
    const facts = tx.objectStore("facts");
    const who = /** @type {any} */ (await asked(facts.get("who")));
    let n = /** @type {number} */ (await asked(facts.get("n")));
    const docs = /** @type {any[]} */ (await asked(tx.objectStore("docs").getAll()));
    const { beneficiary } = docs.find((d) => d.doc.startsWith("engagement/") && d.fields.assistant === who.person).fields;
    const hex = (/** @type {number} */ length) => [...crypto.getRandomValues(new Uint8Array(length))].map((b) => (b % 16).toString(16)).join("");
    const id = () => {
      const time = Date.now().toString(16).padStart(12, "0");
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
    };
    // 24 days of one month that lie behind, at five times of the day.
    const today = new Date();
    const back = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() > 25 ? 1 : -27));
    const month = back.toISOString().slice(0, 7);
    const zone = new Intl.DateTimeFormat("en", { timeZone: "Europe/Stockholm", timeZoneName: "longOffset" });
    let rows = 0;
    for (let d = 1; d <= 24; d++) {
      const date = `${month}-${String(d).padStart(2, "0")}`;
      const offset = zone.formatToParts(new Date(`${date}T12:00:00Z`)).find((p) => p.type === "timeZoneName")?.value.slice(3);
      for (const hour of ["07", "10", "13", "16", "19"]) {
        const op = {
          v: 1, id: id(), doc: `shift/${id()}`, base: 0, at: { wall: new Date().toISOString() },
          set: { assistant: who.person, beneficiary, kind: rows % 3 === 0 ? "waiting" : "active", start: `${date}T${hour}:05${offset}`, end: `${date}T${hour}:55${offset}` },
        };
        tx.objectStore("ops").add({ id: op.id, n: ++n, op, saved: Date.now() });
        rows++;
      }
    }
    facts.put(n, "n");
    await asked(tx);
    db.close();
    return { rows, month };
  });
}

/** The longest task while a person scrolls to the end and back. @param {import("playwright-core").Page} page */
async function scrolled(page) {
  await page.mouse.move(200, 400);
  await page.evaluate(() => {
    const marks = /** @type {any} */ (globalThis);
    marks.longest = 0;
    marks.observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) marks.longest = Math.max(marks.longest, duration);
    });
    marks.observer.observe({ type: "longtask" });
  });
  for (const by of [300, -300]) {
    for (let i = 0; i < 25; i++) {
      await page.mouse.wheel(0, by);
      await page.waitForTimeout(16);
    }
  }
  return page.evaluate(() => {
    const marks = /** @type {any} */ (globalThis);
    marks.observer.disconnect();
    return marks.longest; // tasks under 50 ms are not told: 0 is all of them
  });
}
