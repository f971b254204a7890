// What makes a phone feel safe: how far the month has come, how safe the storage is, the way to the home screen, a new
// version, and a bad one taken away.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, openBrowser, show } from "../lib/browser.mjs";
import { until } from "../lib/push.mjs";
import { startDemo } from "../lib/passbok.mjs";

const small = { width: 320, height: 640 };
const iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser({ whole: true })]);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

/** An assistant's phone, past its first start. @param {string} name @param {import("playwright-core").BrowserContextOptions} [options] */
async function open(name, options) {
  const phone = await device(browser, demo.person("assistant", name), options);
  await phone.page.getByRole("button", { name: /^(Starta hos|Stopp)/ }).first().waitFor();
  return phone;
}

test("a month says how far it has come, what must be fixed and by which rule, and a tap leads to the very field", async () => {
  const { context, page, heard } = await open("Maja");
  await page.goto(`${demo.info.url}/month/2026-10`);
  const steps = page.getByRole("list", { name: "Månadens steg" });
  await steps.locator('[aria-current="step"]').filter({ hasText: /Rätta 1/ }).waitFor();
  await page.getByText("Rätta först 1 sak. Sedan blir månaden klar.").waitFor();
  await page.getByText("varje rad har en början och ett slut").waitFor();
  await show(page, small, "dark");
  await accessible(page, "a month with something to fix");

  await page.getByRole("button", { name: "Rätta tiderna" }).click();
  const to = page.getByLabel("Till", { exact: true });
  await becomes(() => to.evaluate((e) => e === document.activeElement), true, "the focus is where the end is to be written");
  await to.fill("22.00");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("Dina tider är mottagna, och inget behöver rättas.").waitFor();
  await steps.locator('[aria-current="step"]').filter({ hasText: /Klart$/ }).waitFor();
  await becomes(() => steps.locator(".is-done").count(), 1);
  await page.getByRole("button", { name: /^Mina tider är klara/ }).first().waitFor();
  heard.nothing();
  await context.close();
});

test("a phone that is nearly full says so calmly, before anything fails", async () => {
  const { context, page, heard } = await open("Samir");
  // Chromium itself always claims ten gigabytes of room; others tell.
  await page.addInitScript(() => {
    navigator.storage.estimate = async () => (sessionStorage.getItem("full") ? { usage: 4_000_000, quota: 12_000_000 } : { usage: 4_000_000, quota: 900_000_000 });
  });
  await page.evaluate(() => sessionStorage.setItem("full", "1"));
  await page.reload();
  const notice = page.getByRole("status").filter({ hasText: "Telefonen har nästan slut på plats" });
  await notice.getByText("Passbok kan få 7 MB till.").waitFor();
  await accessible(page, "a phone that is nearly full");
  await page.evaluate(() => sessionStorage.removeItem("full"));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await notice.waitFor({ state: "detached" });
  heard.nothing();
  await context.close();
});

test("what only a plain browser holds is said beside what waits, and is asked to be kept once something is written", async () => {
  const { context, page, heard } = await open("Tilda");
  await page.addInitScript(() => {
    const marks = /** @type {any} */ (globalThis);
    marks.asked = 0;
    navigator.storage.persist = async () => {
      marks.asked++;
      return false;
    };
    navigator.storage.persisted = async () => false;
  });
  await page.reload();
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  await page.waitForTimeout(2000);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).asked), 0, "nothing is asked before there is something to keep");
  await context.setOffline(true);
  await page.getByRole("button", { name: /^Starta hos/ }).first().click();
  await page.getByText("Sparat på telefonen").first().waitFor();
  await page.waitForFunction(() => /** @type {any} */ (globalThis).asked === 1);
  await page.getByRole("link", { name: "Mer", exact: true }).click();
  await page.getByText("Webbläsaren kan ta bort det som väntar").waitFor();
  await accessible(page, "what waits in a browser that promises nothing");
  heard.nothing();
  await context.close();
});

test("an iPhone's plain tab is told why and how to come to the home screen, with pictures", async () => {
  const { context, page, heard } = await open("Lina", { userAgent: iPhone });
  await page.getByText("I webbläsaren kan det försvinna efter en vecka.").waitFor();
  await page.getByRole("link", { name: "Visa hur" }).click();
  await page.getByRole("heading", { level: 1, name: "Passbok på hemskärmen" }).waitFor();
  await becomes(() => page.locator("main svg.drawing").count(), 4);
  await accessible(page, "the guide for an iPhone");
  await page.getByRole("radio", { name: "Android" }).check();
  await becomes(() => page.locator("main svg.drawing").count(), 3);
  await show(page, small, "dark");
  await accessible(page, "the guide for Android, dark and small");
  assert.ok(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) <= innerWidth));
  heard.nothing();
  await context.close();
});

test("a newer version is offered; a bad worker is taken away, and nothing that was written goes with it", async () => {
  const { context, page, heard } = await open("Emil");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload(); // from here on the worker serves the app
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  await context.setOffline(true);
  await page.getByRole("button", { name: /^Starta hos/ }).first().click();
  await page.getByText("Sparat på telefonen").first().waitFor();

  await demo.serve(["--retire-worker"]);
  await context.setOffline(false);
  await page.reload();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.getByText("Allt är mottaget").waitFor();
  // The browser asks for the worker at each start; an answer that was lost on the way is asked for again at the next.
  const comes = (/** @type {() => Promise<boolean>} */ so) => until(async () => {
    for (let second = 0; second < 10 && !(await so()); second++) await new Promise((later) => setTimeout(later, 1000));
    return (await so()) || (await page.reload(), false);
  }, 60);
  await comes(() => page.evaluate(async () => (await caches.keys()).length === 0)); // a promise is true to waitForFunction
  await page.reload();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  assert.deepEqual(await page.evaluate(() => caches.keys()), [], "nothing is kept: the app comes from the network");
  assert.equal((await page.evaluate(() => indexedDB.databases())).length, 1);

  // The bad version is gone: a worker is kept again.
  await demo.serve([]);
  await page.reload();
  // One that is about to go is ready, too: the new one has kept every part, and serves the page.
  await comes(() => page.evaluate(async () => navigator.serviceWorker.controller?.state === "activated" && (await caches.keys()).length > 0));
  await page.reload();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.getByText("En ny version av Passbok är klar.").waitFor({ state: "detached" });
  assert.notEqual((await page.evaluate(() => caches.keys())).length, 0);

  // The browser says that another version's worker has taken over: this page is of the one before, and is offered it.
  await page.evaluate(() => navigator.serviceWorker.dispatchEvent(new Event("controllerchange")));
  await page.getByText("En ny version av Passbok är klar.").waitFor();
  await accessible(page, "a newer version is offered");
  heard.nothing();
  await context.close();
});
