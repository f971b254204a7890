// What somebody is in the middle of writing: no tapped notice, no lock and no newer version takes it from them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, openBrowser } from "../lib/browser.mjs";
import { authenticator, become } from "../lib/passkeys.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { tap } from "../lib/push.mjs";
import { served } from "../lib/screens/stage.mjs";

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

/** Signed in, under the worker. @param {string} name */
async function phone(name) {
  const made = await device(browser, demo.person("assistant", name), { permissions: ["notifications"] });
  await made.page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  await served(made.page);
  return made;
}

/** A form for time, half written; its own field says what. @param {import("playwright-core").Page} page */
async function write(page) {
  await page.getByRole("button", { name: /Jag glömde starta|Lägg till tid i efterhand/ }).first().click();
  await page.getByLabel("Från", { exact: true }).fill("08.15");
  return page.getByLabel("Från", { exact: true });
}

/** A notice that leads to a path, and is tapped. @param {import("playwright-core").BrowserContext} context @param {import("playwright-core").Page} page @param {string} path */
async function led(context, page, path) {
  await page.evaluate(async (path) => (await navigator.serviceWorker.ready).showNotification("Passbok", { data: [path], tag: "one" }), path);
  await tap(context);
}

/** Marks the page: another load of it has no mark. @param {import("playwright-core").Page} page */
const mark = (page) => page.evaluate(() => void (/** @type {any} */ (globalThis).before = true));
const same = (/** @type {import("playwright-core").Page} */ page) => page.evaluate(() => "before" in globalThis);

test("a tapped notice leads there in the page that is open; what is being written is finished first", async () => {
  const { context, page, heard } = await phone("Tilda");
  await mark(page);
  await led(context, page, "/plan");
  await page.waitForURL("**/plan");
  assert.ok(await same(page), "the page was loaded anew");
  await page.getByRole("heading", { level: 1 }).waitFor();

  await page.goto(demo.info.url);
  const from = await write(page);
  await mark(page);
  await led(context, page, "/plan");
  await page.waitForTimeout(3000); // longer than a page has for its answer
  assert.ok(await same(page));
  await becomes(() => from.inputValue(), "08.15");
  assert.equal(new URL(page.url()).pathname, "/");
  await page.getByRole("button", { name: "Stäng utan att spara" }).click();
  await page.waitForURL("**/plan");

  // A choice is written, too.
  await page.goto(demo.info.url);
  await page.getByRole("button", { name: /Jag glömde starta|Lägg till tid i efterhand/ }).first().click();
  await page.getByRole("dialog").getByRole("radio", { name: "Väntetid" }).check();
  await led(context, page, "/plan");
  await page.waitForTimeout(3000);
  assert.equal(new URL(page.url()).pathname, "/");
  await page.getByRole("button", { name: "Stäng utan att spara" }).click();
  await page.waitForURL("**/plan");

  // A sheet in which nothing is written is left with its page.
  await page.goto(demo.info.url);
  await page.getByRole("button", { name: /Jag glömde starta|Lägg till tid i efterhand/ }).first().click();
  await page.getByRole("dialog").waitFor();
  await led(context, page, "/plan");
  await page.waitForURL("**/plan");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  heard.nothing();
  await context.close();
});

test("a page of a version that knows nothing of it is taken there all the same", async () => {
  const { context, page, heard } = await phone("Nina");
  await page.evaluate(() => navigator.serviceWorker.addEventListener("message", (event) => event.stopImmediatePropagation(), true));
  await page.addInitScript(() => {
    if (sessionStorage.getItem("deaf")) navigator.serviceWorker.addEventListener("message", (event) => event.stopImmediatePropagation());
  });
  await page.evaluate(() => sessionStorage.setItem("deaf", "1"));
  await page.reload();
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  await mark(page);
  await led(context, page, "/plan");
  await page.waitForURL("**/plan");
  assert.equal(await same(page), false);
  heard.nothing();
  await context.close();
});

test("a lock that closes over a form shows nothing of it, and gives it back", async () => {
  const { context, page, heard } = await phone("Lina");
  await authenticator(page);
  await page.goto(`${demo.info.url}/more/lock`);
  await page.getByRole("radio", { name: "Genast" }).click(); // it is chosen once there is a key; until then it may be drawn as it was
  await page.getByText("Låset är ändrat.").waitFor();
  await page.getByRole("link", { name: "Nu", exact: true }).click();
  await write(page);
  await page.getByLabel("Anteckning", { exact: false }).fill("Hemligheten");
  await become(page, "hidden");
  await become(page, "visible");
  const open = page.getByRole("button", { name: "Lås upp", exact: true });
  await open.waitFor();
  await page.waitForFunction(() => document.title === "Passbok");
  assert.doesNotMatch(await page.locator("body").innerText(), /Kim|Lina|Från|Hemligheten/);
  assert.doesNotMatch(await page.locator("body").ariaSnapshot(), /Kim|Lina|Från|08\.15|Hemligheten|dialog/);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).find("Hemligheten")), false);
  await accessible(page, "locked over a form");
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.checkVisibility()), "the focus is where nobody sees it");
  }
  await led(context, page, "/plan"); // and a notice waits behind it
  await open.click();
  await page.getByLabel("Från", { exact: true }).waitFor(); // it is there behind the lock, too
  await becomes(() => page.getByLabel("Från", { exact: true }).inputValue(), "08.15");
  await becomes(() => page.getByLabel("Anteckning", { exact: false }).inputValue(), "Hemligheten");
  await page.waitForFunction(() => document.title.startsWith("Nu"));
  await page.getByRole("button", { name: "Stäng utan att spara" }).click();
  await page.waitForURL("**/plan");
  await page.waitForFunction(() => document.title.startsWith("Schema"));

  // What can be undone is not undone by whoever does not have the key.
  await page.goto(demo.info.url);
  await open.click();
  await page.getByRole("button", { name: /^Starta hos/ }).first().click();
  await page.getByRole("button", { name: "Ångra" }).waitFor();
  await become(page, "hidden");
  await become(page, "visible");
  await open.waitFor();
  // It keeps the keys to itself from the moment after it is drawn on.
  await page.waitForFunction(() => {
    let came = false;
    const hear = () => void (came = true);
    document.addEventListener("keydown", hear);
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true }));
    document.removeEventListener("keydown", hear);
    return !came;
  });
  await page.keyboard.press("Control+z");
  await open.click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  heard.nothing();
  await context.close();
});

test("a newer version is not offered while something is written, in a sheet or on a page", async () => {
  const { context, page, heard } = await phone("Ove");
  const offer = page.getByRole("button", { name: "Ladda om" });
  await page.goto(`${demo.info.url}/more/devices`);
  await page.getByRole("button", { name: /^Byt namn på/ }).first().click();
  const name = page.getByRole("textbox", { name: "Namn" });
  await name.fill("Jobbtelefonen");
  await page.evaluate(() => navigator.serviceWorker.dispatchEvent(new Event("controllerchange")));
  await page.waitForTimeout(1500);
  assert.equal(await offer.count(), 0);
  await page.getByRole("button", { name: "Avbryt" }).click();
  await offer.waitFor();
  await accessible(page, "a newer version");
  await page.getByRole("button", { name: /^Byt namn på/ }).first().click();
  await page.waitForTimeout(1500);
  assert.equal(await offer.count(), 1, "nothing is written yet");
  await name.fill("Surfplattan");
  await offer.waitFor({ state: "detached" });
  heard.nothing();
  await context.close();
});

test("a name that could not be saved stays where it was written, and a list that could not come comes by itself", async () => {
  const { context, page, heard } = await phone("Emil");
  await page.getByRole("link", { name: "Mer", exact: true }).click();
  await page.getByRole("link", { name: "Enheter och inloggning" }).waitFor();
  await context.setOffline(true);
  await page.getByRole("link", { name: "Enheter och inloggning" }).click();
  await page.getByText("Ingenting har hänt.", { exact: false }).first().waitFor();
  const rename = page.getByRole("button", { name: /^Byt namn på/ }).first();
  await becomes(() => rename.count(), 0);
  const back = async () => {
    await context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event("online")));
  };
  await back();
  await rename.click();
  await becomes(() => page.getByText("Ingenting har hänt.", { exact: false }).count(), 0, "the list of keys, which is asked for by itself, has come as well");
  await context.setOffline(true);
  const name = page.getByRole("textbox", { name: "Namn" });
  await name.fill("Jobbtelefonen");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("Ingenting har hänt.", { exact: false }).first().waitFor();
  await becomes(() => name.inputValue(), "Jobbtelefonen");
  await accessible(page, "a name that could not be saved");
  await back();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("heading", { name: "Jobbtelefonen" }).waitFor();
  heard.nothing();
  await context.close();
});
