// A phone that cannot save, a server that cannot answer, a session that has ended: the person sees what is where, and
// nothing is lost.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, listen, openBrowser, phone } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { until } from "../lib/push.mjs";

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

test("a phone that is full says what is not saved, and hands it over as a file", async () => {
  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: phone, acceptDownloads: true });
  await context.addInitScript(() => {
    const { add, put } = IDBObjectStore.prototype;
    const full = () => {
      if (localStorage.getItem("test.full")) throw new DOMException("No space is left.", "QuotaExceededError");
    };
    /** @param {unknown} value @param {IDBValidKey} [key] @this {IDBObjectStore} */
    IDBObjectStore.prototype.add = function (value, key) {
      full();
      return add.call(this, value, key);
    };
    /** @param {unknown} value @param {IDBValidKey} [key] @this {IDBObjectStore} */
    IDBObjectStore.prototype.put = function (value, key) {
      full();
      return put.call(this, value, key);
    };
  });
  const page = await context.newPage();
  const heard = listen(page);
  await page.goto(demo.person("assistant", "Tilda").signin);
  const start = page.getByRole("button", { name: "Starta hos Alva P." });
  await start.waitFor();
  await page.evaluate(() => localStorage.setItem("test.full", "1"));
  await start.click();
  await page.getByRole("heading", { name: "Telefonen har slut på plats" }).waitFor();
  assert.equal(await page.getByText("Sparat på telefonen", { exact: true }).count(), 0, "nothing is said to be saved that is not");
  await page.getByRole("list", { name: "Inte sparat än" }).getByRole("listitem").first().waitFor();
  await accessible(page, "a full phone");

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Dela raderna som fil" }).click()]);
  const file = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.equal(file.unsaved.length, 1);
  assert.equal(file.unsaved[0].set.kind, "active");
  assert.equal(file.person, demo.person("assistant", "Tilda").id);

  // The page goes, as a phone without memory does it; the emergency copy brings the row back when there is room.
  await page.evaluate(() => localStorage.removeItem("test.full"));
  await page.reload();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.locator(".ledger").getByText("Mottaget").first().waitFor();
  await becomes(() => page.getByRole("heading", { name: "Telefonen har slut på plats" }).count(), 0);
  heard.nothing();
  await context.close();
});

test("a server that cannot answer loses nothing: the row stays on the phone, and is sent once it can", async () => {
  const { context, page } = await device(browser, demo.person("assistant", "Lina"));
  const start = page.getByRole("button", { name: "Starta hos Kim U." });
  await start.waitFor();
  const sync = "**/api/v1/sync";
  const problem = { type: "https://passbok.example/problems/storage_full", title: "Servern har slut på plats.", status: 503, code: "storage_full", message: { sv: "Servern har slut på plats.", en: "The server is out of space." } };
  await page.route(sync, (route) => route.fulfill({ status: 503, contentType: "application/problem+json", headers: { "Retry-After": "1" }, body: JSON.stringify(problem) }));
  const refused = page.waitForResponse((answer) => answer.url().endsWith("/sync") && answer.status() === 503);
  await start.click();
  await refused;
  await page.locator(".ledger").getByText("Sparat på telefonen", { exact: true }).waitFor();
  assert.equal(await page.getByText("Mottaget", { exact: true }).count(), 0);
  await page.reload();
  await page.locator(".ledger").getByText("Sparat på telefonen", { exact: true }).waitFor();
  await page.unroute(sync);
  await page.locator(".ledger").getByText("Mottaget", { exact: true }).waitFor();
  await context.close();
});

test("signed out with rows that wait: they stay, and the next sign-in on this phone sends them", async () => {
  const emil = demo.person("assistant", "Emil");
  const { context, page, heard } = await device(browser, emil);
  await page.getByRole("button", { name: "Starta hos Kim U." }).waitFor();
  // Just after joining, a lost cookie is mended by the same code; this phone has had its session for a while.
  await Promise.all([page.waitForResponse((answer) => answer.url().endsWith("/session/refresh") && answer.ok()), page.reload()]);
  await page.getByRole("button", { name: "Starta hos Kim U." }).waitFor();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Starta hos Kim U." }).click();
  await page.locator(".ledger").getByText("Sparat på telefonen", { exact: true }).waitFor();
  await context.clearCookies();
  await context.setOffline(false);
  await page.reload();
  await page.getByText(/^Utloggad/).waitFor();
  await page.getByRole("button", { name: "Stopp" }).click(); // recording never stops
  await page.getByRole("button", { name: "Stopp" }).waitFor({ state: "detached" }); // what the row says now it has said since it was started
  await page.locator(".ledger").getByText("Sparat på telefonen", { exact: true }).waitFor();

  // A new link, from the office.
  const office = await device(browser, demo.person("coordinator", "Karin"));
  await office.page.locator(".desk main h1").waitFor();
  await office.page.goto(`${demo.info.url}/office/people`);
  await office.page.getByRole("button", { name: "Bjud in, Emil Låtsgren" }).click();
  await office.page.getByRole("button", { name: "Gör en länk" }).click();
  const link = await office.page.getByLabel("Länk", { exact: true }).inputValue();
  await page.goto(link);
  await page.locator(".ledger").getByText("Mottaget", { exact: true }).waitFor();
  assert.equal(await page.getByText("Sparat på telefonen", { exact: true }).count(), 0);
  heard.nothing();
  office.heard.nothing();
});

test("a clock an hour ahead: the page says both times, and a row is written at the right one and says both", async () => {
  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: phone });
  const page = await context.newPage();
  const heard = listen(page);
  await page.clock.install({ time: Date.now() + 3_600_000 });
  await page.goto(demo.person("assistant", "Ove").signin);
  const told = page.getByText(/Enhetens klocka går .* före\. Den visar .* Rätt tid är .*, och den skriver Passbok\./);
  await told.waitFor();
  await accessible(page, "a clock that is wrong");
  const clock = () => new Date().toLocaleTimeString("sv-SE", { timeZone: "Europe/Stockholm", hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  const before = clock();
  await page.getByRole("button", { name: /^Starta hos/ }).first().click();
  const row = page.locator(".ledger li", { hasText: "Klockan gick" });
  await row.getByText("Mottaget").waitFor();
  const said = await row.innerText();
  assert.match(said, /Klockan gick .* före när raden skrevs\. Den visade .* Det var omkring .*\./);
  const [, wall = "", real = ""] = /Den visade [^.]*?(\d\d\.\d\d)\. Det var omkring [^.]*?(\d\d\.\d\d)\./.exec(said) ?? [];
  assert.notEqual(wall, real, said);
  assert.ok([before, clock()].includes(real), `it was ${before}, and the row says: ${said}`);
  assert.ok([`${before}–`, `${clock()}–`].some((start) => said.includes(start)), `it was ${before}, and the row says: ${said}`);

  // A code for another device is shown for as long as it holds.
  await page.getByRole("link", { name: "Mer", exact: true }).click();
  await page.getByRole("button", { name: "Visa en kod" }).click();
  await page.locator("strong.code").waitFor();
  await context.setOffline(true); // else the server says how late it is
  await page.clock.fastForward(11 * 60_000);
  await page.locator("strong.code").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Visa en kod" }).waitFor();
  heard.nothing();
  await context.close();
});

test("what the device holds differs from the server's: nothing is said while fetching it again helps, and plainly where it does not", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Nina"));
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor(); // she is in
  const told = page.getByRole("heading", { name: "Enheten och servern har inte samma rader" });
  let stubborn = false;
  /** @type {string[]} months that a comparison was told of */
  const differing = [];
  /** @type {string[]} months that were fetched again */
  const fetched = [];
  await page.route("**/api/v1/sync", async (route) => {
    const { digests, refetch = [] } = route.request().postDataJSON();
    fetched.push(...refetch);
    const response = await route.fetch();
    const answer = await response.json();
    const month = Object.keys(digests ?? {}).filter(Boolean).sort().at(-1);
    if (answer.differs && month && (stubborn || differing.length === 0)) {
      answer.differs = [month];
      differing.push(month);
    }
    await route.fulfill({ response, json: answer });
  });
  // It is compared with the exchange after one that brought nothing more.
  const exchanges = (/** @type {() => Promise<boolean> | boolean} */ enough) => until(async () => (await page.evaluate(() => dispatchEvent(new Event("online"))), enough()));
  await page.reload();
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  await exchanges(() => fetched.length > 0);
  assert.deepEqual(fetched, differing);
  assert.equal(await told.count(), 0, "it was mended, so nobody hears of it");

  stubborn = true;
  await page.reload();
  await exchanges(() => told.isVisible());
  await page.getByText("Det som är mottaget ligger kvar på servern, och det gäller.").waitFor();
  await accessible(page, "months that differ");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Dela det enheten har" }).click()]);
  const held = JSON.parse(await readFile(await file.path(), "utf8"));
  assert.deepEqual(held.differing, [differing.at(-1)]);
  assert.ok(Array.isArray(held.docs) && held.docs.length > 0);

  await page.unroute("**/api/v1/sync");
  await page.reload();
  await told.waitFor(); // until it has been compared again
  await exchanges(async () => !(await told.isVisible()));
  heard.nothing();
  await context.close();
});

test("a row's history is said to come while it does, says what stands in its way, and comes by itself", async () => {
  const { context, page } = await device(browser, demo.person("assistant", "Vera"));
  await page.getByRole("button", { name: /^Starta hos/ }).first().click();
  await page.locator(".ledger").getByText("Mottaget").waitFor();
  const history = "**/history";
  /** @type {(() => void)[]} */
  const held = [];
  await page.route(history, async (route) => {
    await new Promise((/** @type {(answer?: undefined) => void} */ answer) => held.push(answer));
    await route.continue().catch(() => undefined);
  });
  await page.locator(".ledger .hit").first().click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText("Historiken hämtas.").waitFor();
  assert.equal(await sheet.getByText("Ingenting har hänt med raden än.").count(), 0);
  await accessible(page, "a history that is on its way");
  for (const answer of held) answer();
  await sheet.locator(".history li").first().waitFor();
  await page.unroute(history);

  await page.route(history, (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ code: "internal", message: { sv: "Något gick fel på servern.", en: "Something went wrong on the server." } }) }));
  await page.reload();
  await page.locator(".ledger .hit").first().click();
  await sheet.getByText("Något gick fel på servern. Historiken hämtas igen om en stund.").waitFor();
  assert.equal(await sheet.getByText("när nätet är tillbaka").count(), 0, "it is not for want of network");
  await accessible(page, "a history that fails");
  await page.unroute(history);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await sheet.locator(".history li").first().waitFor();
  await becomes(() => sheet.getByText("Historiken hämtas").count(), 0);

  await page.getByRole("button", { name: "Stäng utan att spara" }).click();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.locator(".ledger .hit").first().click();
  await sheet.getByText("Den visas när nätet är tillbaka.", { exact: false }).waitFor();
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await sheet.locator(".history li").first().waitFor();
  await context.close();
});

test("an app that is too old: what waits is sent, nothing new is written, also without network, and it says how to update", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Leo"));
  const start = page.getByRole("button", { name: /^Starta hos/ }).first();
  await start.waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await start.click();
  await page.locator(".ledger").getByText("Sparat på telefonen", { exact: true }).waitFor();

  const sync = "**/api/v1/sync";
  await page.route(sync, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), outdated: true } });
  });
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  const told = page.getByRole("heading", { name: "Passbok behöver uppdateras" });
  await told.waitFor();
  await page.locator(".ledger").getByText("Mottaget", { exact: true }).waitFor();
  await page.getByText("Det du har skrivit finns kvar och skickas.").waitFor();
  await accessible(page, "an app that is too old");
  const nothingToWrite = async () => assert.equal(await page.getByRole("button", { name: /^(Starta hos|Stopp|Lägg till tid|Jag glömde)/ }).count(), 0, "nothing new is offered");
  await nothingToWrite();
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Ladda om" }).click()]); // it is no newer than it was
  await told.waitFor();

  await context.setOffline(true);
  await page.reload();
  await told.waitFor();
  await nothingToWrite();

  // The server says so no more, and it is over.
  await page.unroute(sync);
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await told.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  heard.nothing();
  await context.close();
});
