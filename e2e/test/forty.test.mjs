// Forty customers are chased to done, with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { desk, device, openBrowser } from "../lib/browser.mjs";
import { approving } from "../lib/bankid.mjs";
import { digital, forty, fortyCustomers } from "../lib/forty.mjs";
import { heeded } from "../lib/keys.mjs";
import { startDemo } from "../lib/passbok.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

test("forty customers are chased to done by the keyboard alone: locked, reminded, and seen to be signed", async () => {
  const house = await fortyCustomers(demo);
  const { page, heard } = await device(browser, house, { viewport: desk });
  await page.locator(".desk main h1").waitFor();
  await page.goto(`${demo.info.url}/office?month=2026-10`);
  const lines = page.locator(".board tbody tr");
  const shows = (/** @type {number} */ n) => page.waitForFunction((n) => document.querySelectorAll(".board tbody tr").length === n, n);
  const keys = async (/** @type {string[]} */ ...names) => {
    for (const name of names) await page.keyboard.press(name);
  };
  const sheet = page.getByRole("dialog");
  await shows(forty);
  await heeded(page);

  // All are chosen by two keys, and what waits for the provider's signature is signed in one sitting, and sent.
  await page.locator("body").press("ArrowDown");
  await keys("a");
  await page.getByText(`${forty} kunder är valda`, { exact: true }).last().waitFor();
  await heeded(page);
  await keys("u");
  await sheet.getByText(`${digital} tidsredovisningar hos ${digital} kunder`).waitFor();
  await becomes(() => sheet.getByText("Inget att skriva under nu.").count(), forty - digital);
  await accessible(page, "what would be signed of forty");
  await tabTo(page, "dialog .btn--primary");
  await keys("Enter");
  await sheet.getByRole("heading", { name: "Det här skrivs under" }).waitFor();
  await tabTo(page, "dialog .btn--primary");
  const stop = approving(demo);
  await keys("Enter");
  await sheet.getByRole("heading", { name: `Allt är underskrivet: ${digital}` }).waitFor({ timeout: 120_000 });
  await stop();
  await tabTo(page, "dialog .btn--primary");
  await keys("Enter");
  await sheet.waitFor({ state: "detached" });
  await page.locator("body").press("ArrowDown");
  await keys("s");
  await sheet.getByText(`${digital} tidsredovisningar hos ${digital} kunder`).waitFor();
  await tabTo(page, "dialog .btn--primary");
  await keys("Enter");
  await sheet.getByText("Allt är gjort").waitFor({ timeout: 60_000 });
  await becomes(() => sheet.locator(".many .state--done").count(), digital);
  await keys("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.waitForFunction((n) => [...document.querySelectorAll(".board tbody tr")].filter((line) => line.querySelector('[aria-label="Skickade: klart."]')?.parentElement?.textContent === "1 av 1").length === n, forty, { timeout: 60_000 });

  // They are locked over a reason: what will happen is said first, and what came of each after it.
  await page.locator("body").press("ArrowDown");
  await keys("l");
  await sheet.getByText(`${forty} av ${forty} kan låsas om du skriver varför`).waitFor();
  await accessible(page, "forty that would be locked");
  await tabTo(page, "dialog input");
  await page.keyboard.type("Beslutet är på väg.");
  await keys("Tab", "Enter");
  await sheet.getByText("Allt är gjort").waitFor({ timeout: 120_000 });
  await becomes(() => sheet.locator(".many .state--done").count(), forty);
  await keys("Escape");
  await sheet.waitFor({ state: "detached" });

  // Those whose turn it is are reminded, each once. What would be done is read off the board as it stands when it is asked for.
  await page.waitForFunction((n) => document.querySelectorAll('.board tbody [aria-label="Räkning: klart."]').length === n, forty);
  await page.locator("body").press("ArrowDown");
  await keys("p");
  await sheet.getByText(`${forty} personer hos ${forty} kunder påminns`).waitFor();
  await tabTo(page, "dialog .btn--primary");
  await keys("Enter");
  await sheet.getByText("Allt är gjort").waitFor({ timeout: 120_000 });
  await keys("Escape");
  await sheet.waitFor({ state: "detached" });

  // A god man of them all sends and signs; the board says so by itself, and the filter is empty once all are.
  for (let i = 0; i < forty; i += 4) await Promise.all(house.customers.slice(i, i + 4).map(house.signs));
  await page.waitForFunction((n) => document.querySelectorAll(".board tbody tr.is-done").length === n, forty);
  await tabTo(page, "input[name=filter]", "Shift+Tab");
  await keys("ArrowLeft");
  await shows(forty); // those that are done
  await becomes(() => page.locator("input[name=filter]:checked").evaluate((e) => /** @type {HTMLInputElement} */ (e).value), "done");
  await keys("ArrowLeft", "ArrowLeft");
  await page.getByRole("heading", { name: "Ingen kund passar in" }).waitFor();
  assert.equal(await lines.count(), 0);
  heard.nothing();
});

/** @param {import("playwright-core").Page} page @param {string} where @param {string} [key] */
async function tabTo(page, where, key = "Tab") {
  await heeded(page); // what is new may have moved the focus
  for (let i = 0; i < 60 && !(await page.evaluate((where) => document.activeElement?.matches(where), where)); i++) await page.keyboard.press(key);
}
