// What browsers do to a phone's storage: thrown away, full, killed in the middle, shared by two tabs, a new version of the
// app. Nothing is said to be saved that is not, and nothing that was said to be saved is lost while anything can keep it.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { desk, device, forget, kill, openBrowser, openProfile } from "../lib/browser.mjs";
import { builds } from "../lib/builds.mjs";
import { day } from "../lib/days.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { until } from "../lib/push.mjs";
import { leafTo } from "../lib/rooms.mjs";
import { served } from "../lib/screens/stage.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {(() => Promise<void>)[]} */
const close = [];

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
after(async () => {
  for (const one of close) await one();
  await browser.close();
  await demo.stop();
});

/** What the debugging protocol does to what the app has stored. @param {import("playwright-core").Page} page */
async function storage(page) {
  const protocol = await page.context().newCDPSession(page);
  const origin = demo.info.url;
  return {
    /** @param {string} storageTypes */
    evict: (storageTypes) => protocol.send("Storage.clearDataForOrigin", { origin, storageTypes }),
    /** @param {number} [quotaSize] in bytes; the browser's own where it is left out */
    quota: (quotaSize) => protocol.send("Storage.overrideQuotaForOrigin", quotaSize === undefined ? { origin } : { origin, quotaSize }),
  };
}

/** A row of yesterday, by the sheet. @param {import("playwright-core").Page} page @param {string} from @param {string} to */
async function add(page, from, to) {
  await page.getByRole("button", { name: /Jag glömde starta|Lägg till tid i efterhand/ }).first().click();
  await page.getByRole("radio", { name: "I går" }).check();
  await page.getByLabel("Från", { exact: true }).fill(from);
  await page.getByLabel("Till", { exact: true }).fill(to);
  await page.getByRole("button", { name: "Spara", exact: true }).click();
}

const row = (/** @type {import("playwright-core").Page} */ page, /** @type {string} */ times) => page.locator(".ledger li", { hasText: times });

test("storage thrown away: the sign-in brings all that had been sent back", async () => {
  const { page, heard } = await device(browser, demo.person("assistant", "Ove"));
  await add(page, "08.00", "09.00");
  await row(page, "08.00–09.00").getByText("Mottaget").waitFor();
  // As browsers do it that think a page unused: all that scripts have written, and not the cookie of the server.
  await page.goto("about:blank");
  await (await storage(page)).evict("indexeddb,local_storage,cache_storage,service_workers");
  await page.goto(demo.info.url);
  await row(page, "08.00–09.00").getByText("Mottaget").waitFor();

  // Opened where there is no network: what it does not have is not said to be nothing.
  await served(page);
  await page.goto("about:blank");
  await (await storage(page)).evict("indexeddb");
  await page.context().setOffline(true);
  await page.goto(demo.info.url);
  await page.getByRole("heading", { name: "Dina uppdrag och rader är inte hämtade än" }).waitFor();
  await page.getByText("Inget som är mottaget har gått förlorat.", { exact: false }).waitFor();
  assert.equal(await page.getByText(/Du har inget uppdrag än|Inga rader/).count(), 0);
  await accessible(page, "without network, and before anything is fetched");
  await page.getByRole("link", { name: "Månad" }).click();
  await page.getByText("Inte hämtat än.").waitFor();
  assert.equal(await page.getByText(/Inga rader/).count(), 0);
  await page.getByRole("link", { name: "Nu", exact: true }).click();
  await page.context().setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await row(page, "08.00–09.00").getByText("Mottaget").waitFor();

  // With the cookie too: then it says what to do.
  await page.goto("about:blank");
  await (await storage(page)).evict("all");
  await page.context().clearCookies();
  await page.goto(demo.info.url);
  await page.getByRole("textbox", { name: /kod/i }).waitFor();
  await accessible(page, "the way in, after all is gone");
  heard.nothing();
});

test("storage thrown away under an open page, with something waiting: the page puts it back", async () => {
  const { page, context, heard } = await device(browser, demo.person("assistant", "Leo"));
  await page.getByRole("button", { name: /Starta hos/ }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await add(page, "08.00", "09.00");
  await row(page, "08.00–09.00").getByText("Sparat på telefonen").waitFor();
  await (await storage(page)).evict("indexeddb,local_storage");
  // What was asked of the storage while it was thrown away may never be answered: then it is asked anew.
  await until(() => page.evaluate(() => new Promise((resolve) => {
    setTimeout(() => resolve(false), 1000);
    void indexedDB.databases().then(([found]) => {
      if (!found?.name) return resolve(false);
      const asked = indexedDB.open(found.name);
      asked.onerror = () => resolve(false);
      asked.onsuccess = () => {
        const db = asked.result;
        if (!db.objectStoreNames.contains("ops")) return db.close(), resolve(false);
        const count = db.transaction("ops").objectStore("ops").count();
        count.onsuccess = () => (db.close(), resolve(count.result === 1));
      };
    });
  })));
  await page.reload();
  await row(page, "08.00–09.00").getByText("Sparat på telefonen").waitFor();
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await row(page, "08.00–09.00").getByText("Mottaget").waitFor();
  heard.nothing();
});

/** Waits until the browser takes nothing more: it goes by what room there was half a minute ago. @param {import("playwright-core").Page} page */
const nothingFits = (page) => until(() => page.evaluate(() => new Promise((resolve) => {
  const asked = indexedDB.open("probe", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("probe");
  asked.onerror = () => resolve(true);
  asked.onsuccess = () => {
    const db = asked.result;
    const write = db.transaction("probe", "readwrite");
    write.objectStore("probe").put("x".repeat(1000), 1);
    write.oncomplete = () => (db.close(), resolve(false));
    write.onabort = () => (db.close(), resolve(true));
  };
})), 60);

/**
 * A row that the device cannot save, as it is told: the card, the file, a try in vain, and one when there is room.
 * @param {import("playwright-core").Page} page @param {Awaited<ReturnType<typeof storage>>} full @param {string} where
 */
async function sharedTriedAndSaved(page, full, where) {
  const told = page.getByRole("heading", { name: "Telefonen har slut på plats" });
  await told.waitFor();
  assert.equal(await page.getByText("Sparat på telefonen", { exact: true }).count(), 0, "nothing is said to be saved");
  if (await page.getByRole("dialog").count()) await page.keyboard.press("Escape");
  await accessible(page, where);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /som fil/ }).first().click()]);
  const parts = [];
  for await (const part of await file.createReadStream()) parts.push(part);
  assert.equal(JSON.parse(Buffer.concat(parts).toString("utf8")).unsaved.length, 1);
  const again = page.getByRole("button", { name: "Försök spara igen" });
  await again.click();
  await page.getByText("Det finns fortfarande ingen plats.").waitFor();
  await accessible(page, `${where}, tried again`);
  await full.quota();
  await again.focus();
  await page.keyboard.press("Enter");
  await told.waitFor({ state: "detached" });
  await page.getByRole("status").getByText("Nu är det sparat.").waitFor({ state: "attached" });
  await page.waitForFunction(() => document.activeElement?.id === "main"); // the button is gone, and the person is not lost
}

// Beside each other: both wait, half a minute, until the browser has noticed that there is no room.
describe("full disks", { concurrency: true }, () => {
  test("a full disk: the person is told what is not saved, can share it, and it is saved when there is room", async () => {
    const { page, context } = await device(browser, demo.person("assistant", "Nour"));
    await page.getByRole("button", { name: /Starta hos/ }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    const full = await storage(page);
    await full.quota(1);
    await nothingFits(page);
    await add(page, "10.00", "11.00");
    await sharedTriedAndSaved(page, full, "a full disk");
    await context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await row(page, "10.00–11.00").getByText("Mottaget").waitFor();
  });

  test("a full disk at the office and at the beneficiary: what asks the server goes on, a row that cannot be saved is told", async () => {
    const [office, beneficiary] = await Promise.all([
      device(browser, demo.person("coordinator", "Karin"), { viewport: desk }), device(browser, demo.person("beneficiary", "Alva")),
    ]);
    await beneficiary.page.locator("main h1").first().waitFor();
    await office.page.locator(".desk main h1").waitFor();
    await office.page.goto(`${demo.info.url}/office/${demo.person("beneficiary", "Alva").id}/${day(1).slice(0, 7)}`);
    await office.page.locator("#rader").waitFor();
    const rooms = await Promise.all([office.page, beneficiary.page].map((page) => storage(page)));
    for (const room of rooms) await room.quota(1);
    await Promise.all([office.page, beneficiary.page].map(nothingFits));

    await office.page.getByRole("button", { name: "Lägg till tid" }).click();
    await office.page.getByRole("combobox", { name: "Assistent" }).selectOption({ index: 1 });
    await office.page.getByLabel("Dag", { exact: true }).fill(day(1));
    await office.page.getByLabel("Från", { exact: true }).fill("10.07");
    await office.page.getByLabel("Till", { exact: true }).fill("10.53");
    await office.page.getByRole("button", { name: "Spara", exact: true }).click();
    await sharedTriedAndSaved(office.page, /** @type {Awaited<ReturnType<typeof storage>>} */ (rooms[0]), "a full disk at the office");
    await office.page.getByText("10.07–10.53").first().waitFor();

    // The beneficiary writes nothing on the device: what is shown and done is the server's.
    await beneficiary.page.reload();
    await beneficiary.page.locator("main h1").first().waitFor();
    assert.equal(await beneficiary.page.getByRole("heading", { name: "Telefonen har slut på plats" }).count(), 0);
    await accessible(beneficiary.page, "a full disk at the beneficiary");
    beneficiary.heard.nothing();
  });
});

test("two tabs: both show what either does, and it is sent once", async () => {
  const { page, context, heard } = await device(browser, demo.person("assistant", "Yohannes"));
  await page.getByRole("button", { name: /Starta hos/ }).waitFor();
  const other = await context.newPage();
  await other.goto(demo.info.url);
  await other.getByRole("button", { name: /Starta hos/ }).waitFor();
  await other.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  const tabs = /** @type {const} */ ([[page, "08.00", "09.00"], [other, "10.00", "11.00"]]);
  for (const [tab, from, to] of tabs) {
    await tab.bringToFront(); // as whoever touches it does; what lies behind may be slowed by the browser
    await add(tab, from, to);
  }
  const all = async (/** @type {string} */ said) => {
    for (const [tab] of tabs) for (const [, from, to] of tabs) await row(tab, `${from}–${to}`).getByText(said).waitFor();
  };
  await all("Sparat på telefonen");
  // Both tabs hear of the network at once, and what one has sent is not answered yet when the other would begin. What is let
  // through here arrives, also what is tried again just before the network is back, and is counted here.
  /** @type {string[]} */
  const sent = [];
  await context.route("**/api/v1/sync", async (route) => {
    sent.push(...(route.request().postDataJSON().ops ?? []).map((/** @type {{id: string}} */ op) => op.id));
    const response = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.fulfill({ response });
  });
  await context.setOffline(false);
  await Promise.all(tabs.map(([tab]) => tab.evaluate(() => dispatchEvent(new Event("online")))));
  await all("Mottaget");
  assert.equal(sent.length, 2);
  assert.equal(new Set(sent).size, 2);
  heard.nothing();
});

test("the browser is killed at the tap: what was said to be saved is there", async () => {
  const profile = await mkdtemp(join(tmpdir(), "passbok-tap-"));
  close.push(() => rm(profile, { recursive: true, force: true }));
  let phone = await openProfile(profile, {});
  close.push(() => phone.close().catch(() => undefined));
  let page = phone.pages()[0] ?? (await phone.newPage());
  await page.goto(demo.person("assistant", "Nina").signin);
  await page.getByRole("button", { name: /Starta hos/ }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await phone.setOffline(true);
  let saved = 0; // as often as the person was told
  for (let i = 0; i < 3; i++) {
    await add(page, `0${6 + i}.00`, `0${6 + i}.30`);
    if (i < 2) {
      await page.waitForFunction((rows) => document.querySelectorAll(".ledger li").length >= rows && document.body.innerText.split("Sparat på telefonen").length - 1 >= rows, i + 1);
      saved = i + 1;
    } else saved = Math.max(saved, await page.getByText("Sparat på telefonen", { exact: true }).count());
    await kill(phone, profile);
    phone = await openProfile(profile, { offline: true });
    page = phone.pages()[0] ?? (await phone.newPage());
    await page.goto(demo.info.url);
    await page.getByRole("button", { name: /Starta hos/ }).waitFor();
    const there = await page.getByText("Sparat på telefonen", { exact: true }).count();
    assert.ok(there >= saved && there <= i + 1, `${there} rows are there of ${saved} that were said to be saved`);
    saved = there;
  }
});

test("a new version of the app comes while something waits: it is there, and goes on its way", async () => {
  const shop = await builds(demo.info.url);
  close.push(() => shop.close());
  const guest = demo.person("assistant", "Ali");
  const { page, context, heard } = await device(browser, { signin: guest.signin.replace(demo.info.url, shop.url) });
  await page.getByRole("button", { name: /Starta hos/ }).waitFor();
  await served(page); // so that the next to take over is the next version's
  const scripts = () => page.evaluate(() => [...document.scripts].map((s) => new URL(s.src).pathname));
  const old = await scripts();
  await context.setOffline(true);
  await add(page, "08.00", "09.00");
  await row(page, "08.00–09.00").getByText("Sparat på telefonen").waitFor();

  shop.upgrade();
  shop.away = true; // the server can be asked for the new version, and for nothing else
  await context.setOffline(false);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    await registration?.update();
    await changed;
  });
  await served(page);
  await forget(page);
  // The old page is still open, and asks for its own parts.
  await leafTo(page, day(1).slice(0, 7));
  await row(page, "08.00–09.00").first().waitFor();
  // … and for one that it has not needed before.
  await page.getByRole("link", { name: "Mer", exact: true }).click();
  await page.getByRole("link", { name: "Språk, text och utseende" }).click();
  await page.getByText("Storlek på texten").waitFor();
  await page.reload();
  assert.notDeepEqual(await scripts(), old, "the page is of the new version");
  await page.getByRole("link", { name: "Nu" }).click();
  await row(page, "08.00–09.00").getByText("Sparat på telefonen").waitFor();
  shop.away = false;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await row(page, "08.00–09.00").getByText("Mottaget").waitFor();
  heard.nothing();
});
