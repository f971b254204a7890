// What stands between a tap and "Sparat på telefonen": the disk, and nothing else; and what does not wait for the disk.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, openBrowser } from "../lib/browser.mjs";
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

test("a tap is said to be saved when the disk has it, before the room is drawn anew", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Tilda"));
  const start = page.getByRole("button", { name: "Starta hos Alva P." });
  await start.waitFor();
  await context.setOffline(true); // what comes from the server draws as well
  await page.evaluate(() => {
    const seen = /** @type {any} */ (globalThis);
    seen.complete = 0;
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (/** @type {[any]} */ ...asked) {
      const tx = transaction.apply(this, asked);
      tx.addEventListener("complete", () => seen.complete++);
      return tx;
    };
    const toast = document.querySelector(".toast");
    new MutationObserver(() => {
      seen.said ??= { complete: seen.complete, drawn: document.getElementById("going") !== null, words: toast?.textContent };
    }).observe(toast ?? document, { attributes: true, characterData: true, subtree: true });
  });
  await start.click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  const { complete, drawn, words } = await page.evaluate(() => /** @type {any} */ (globalThis).said);
  assert.match(words, /^Passet är startat \d\d\.\d\d\. Sparat på telefonen\.Ångra$/);
  assert.ok(complete > 0, "it was said before the disk had it");
  assert.equal(drawn, false, "whoever tapped waited for the room");
  await accessible(page, "a shift that was just started");
  heard.nothing();
  await context.close();
});

test("a disk that takes its time: nothing is said to be saved meanwhile, and the app goes on", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Samir"));
  const start = page.getByRole("button", { name: /^Starta hos/ }).first();
  await start.waitFor();
  await page.evaluate(async () => {
    const name = (await indexedDB.databases()).map((d) => d.name ?? "").find((n) => n.startsWith("passbok:")) ?? "";
    const asked = indexedDB.open(name);
    await new Promise((resolve) => (asked.onsuccess = resolve));
    const busy = /** @type {any} */ (globalThis);
    busy.held = true;
    const ops = asked.result.transaction("ops", "readwrite").objectStore("ops");
    const hold = () => {
      if (busy.held) ops.get("").onsuccess = hold;
      else asked.result.close();
    };
    hold();
  });
  await start.click();
  await page.getByRole("link", { name: "Månad" }).click();
  await page.getByRole("list", { name: "Månadens steg" }).waitFor();
  await page.getByRole("link", { name: "Nu", exact: true }).click();
  await start.waitFor();
  assert.equal(await page.getByText("Sparat på telefonen").count(), 0, "nothing is said to be saved that is not");
  await page.evaluate(() => (/** @type {any} */ (globalThis).held = false));
  await page.getByText(/^Passet är startat .* Sparat på telefonen\.$/).waitFor();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.getByRole("button", { name: "Ångra" }).click();
  await start.waitFor();
  heard.nothing();
  await context.close();
});

test("a hand that taps twice has started one shift, and one that saves twice has written one row", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Lina"));
  const start = page.getByRole("button", { name: /^Starta hos/ }).first();
  await start.waitFor();
  await context.setOffline(true);
  const rows = page.locator(".ledger > li:not(.ledger__day)");
  await start.dblclick();
  await page.getByRole("button", { name: "Stopp" }).click();
  await start.waitFor();
  await becomes(() => rows.count(), 1);
  await page.getByRole("button", { name: "Lägg till tid i efterhand" }).click();
  await page.getByLabel("Från", { exact: true }).fill("00.00");
  await page.getByLabel("Till", { exact: true }).fill("00.01");
  await page.getByRole("button", { name: "Spara", exact: true }).dblclick(); // the second tap may come to lie on a tab below
  await page.getByText("00.00–00.01").first().waitFor();
  await becomes(() => page.getByText("00.00–00.01").count(), 1);
  heard.nothing();
  await context.close();
});

test("by the keyboard the focus stays where the person is, though what was pressed goes away", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Nina"));
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  await context.setOffline(true);
  const press = async (/** @type {string | RegExp} */ name, /** @type {string} */ then) => {
    const button = page.getByRole("button", { name }).first();
    const pressed = await button.elementHandle();
    await button.press("Enter");
    const stands = page.waitForFunction(([was, where]) => !(/** @type {Element} */ (was).isConnected) && document.activeElement?.matches(/** @type {string} */ (where)), /** @type {const} */ ([pressed, then]), { timeout: 10_000 });
    await stands.catch(async () => assert.fail(`after ${name} the focus is at ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))}`));
  };
  await press(/^Starta hos/, "main, main *");
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.getByRole("radio", { name: "Väntetid" }).check();
  await press("Aktiv tid nu", ".cover, .cover *");
  await press("Stopp", "main, main *");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /^Starta hos/, "and the next step goes on from there");
  heard.nothing();
  await context.close();
});
