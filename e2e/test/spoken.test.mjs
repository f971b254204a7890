// What a screen reader says by itself, without being asked: each thing that a person did once, and nothing besides.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { device, openBrowser } from "../lib/browser.mjs";
import { day, now } from "../lib/days.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { served } from "../lib/screens/stage.mjs";
import { listenIn } from "../lib/spoken.mjs";

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

/** Clock readings differ from run to run. @param {string[]} said */
const timeless = (said) => said.map((one) => one.replace(/\d\d\.\d\d/g, "00.00"));

/** @param {import("playwright-core").Page} page @param {string} name */
const row = (page, name) => page.locator("#rader .ledger").getByText(name, { exact: true }).first();

test("a tap is said once, and so is what takes it back; with a network nobody is told that it was received", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Tilda"));
  const start = page.getByRole("button", { name: "Starta hos Alva P." });
  await start.waitFor();
  await page.getByText("Allt är mottaget").waitFor();
  const ear = await listenIn(page);
  await start.click();
  await page.getByText(/^Passet är startat/).waitFor();
  await row(page, "Mottaget").waitFor();
  assert.deepEqual(timeless(await ear.since()), ["Passet är startat 00.00. Sparat på telefonen. Ångra"]);
  await page.getByRole("radio", { name: "Väntetid" }).check();
  await page.getByText(/^Väntetid från/).waitFor();
  await row(page, "Mottaget").waitFor();
  assert.deepEqual(timeless(await ear.since()), ["Väntetid från 00.00. Sparat på telefonen. Ångra"]);
  await page.getByRole("button", { name: "Ångra" }).click();
  await page.getByText(/^Passet är startat/).waitFor();
  await page.getByRole("radio", { name: "Aktiv", checked: true }).waitFor();
  await row(page, "Mottaget").waitFor();
  assert.deepEqual(await ear.since(), ["Ångrat."], "what was said before comes up again to be seen, and is not said again");
  await page.getByRole("button", { name: "Ångra" }).click();
  await start.waitFor();
  await page.getByText("Allt är mottaget").waitFor();
  assert.deepEqual(await ear.since(), ["Ångrat."], "the second time as the first");
  heard.nothing();
  await context.close();
});

test("without a network that is said once, a tap once, and once that all was received when it is back", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Samir"));
  const start = page.getByRole("button", { name: /^Starta hos/ }).first();
  await start.waitFor();
  await page.getByText("Allt är mottaget").waitFor();
  await served(page); // it has every part of the app
  const ear = await listenIn(page);
  await context.setOffline(true);
  await page.getByText("Utan nät just nu. Allt sparas på telefonen och skickas sedan.").waitFor();
  assert.deepEqual(await ear.since(), ["Utan nät just nu. Allt sparas på telefonen och skickas sedan."]);
  await start.click();
  await row(page, "Sparat på telefonen").waitFor();
  assert.deepEqual(timeless(await ear.since()), ["Passet är startat 00.00. Sparat på telefonen. Ångra"]);
  await page.getByRole("button", { name: "Stopp" }).click();
  await start.waitFor();
  assert.deepEqual(timeless(await ear.since()), ["Passet är slut 00.00. Sparat på telefonen. Ångra"]);

  await page.locator("#rader .ledger .hit").first().click();
  const sheet = page.getByRole("dialog", { name: "Ändra tid" });
  await sheet.getByLabel("Till", { exact: true }).fill(""); // first: with an end, what the new start makes of it would be said on a slow machine
  await sheet.getByLabel("Från", { exact: true }).fill("00.00");
  await sheet.getByLabel("Till", { exact: true }).pressSequentially("1:07");
  await sheet.getByRole("status").getByText("Tiden blir 1 h 7 min.").waitFor({ state: "attached" });
  const night = now() < "01:07";
  if (night) await sheet.getByRole("status").getByText("Tiden har inte varit än. Du kan spara ändå.").waitFor({ state: "attached" });
  assert.deepEqual((await ear.since()).sort(), ["Tiden blir 1 h 7 min.", ...(night ? ["Tiden har inte varit än. Du kan spara ändå."] : [])], "what becomes of it is said when the time is written, not with every figure, nor that it is not written yet");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await sheet.waitFor({ state: "detached" });
  await page.locator(".toast > span", { hasText: /^Sparat på telefonen\.$/ }).waitFor(); // and not what was said before
  assert.deepEqual(await ear.since(), ["Sparat på telefonen. Ångra"], "and not behind the sheet, where nobody hears it");

  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText("Allt är mottaget").waitFor();
  await row(page, "Mottaget").waitFor();
  assert.deepEqual(await ear.since(), ["Allt är mottaget"]);
  await page.getByRole("button", { name: "Starta hos" }).first().click();
  await page.getByText(/^Passet är startat/).waitFor();
  await page.getByText("Allt är mottaget").waitFor();
  assert.deepEqual(timeless(await ear.since()), ["Passet är startat 00.00. Sparat på telefonen. Ångra"], "with a network as before");
  heard.nothing();
  await context.close();
});

test("a row that is not taken is said once, and nobody is told that all was received; the bar leads to where it is settled", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Nina"));
  const start = page.getByRole("button", { name: /^Starta hos/ }).first();
  const bar = page.locator(".bar");
  await start.waitFor();
  await bar.getByText("Allt är mottaget").waitFor();
  const ear = await listenIn(page);
  await page.route("**/sync", (route) => route.continue({ postData: (route.request().postData() ?? "").replaceAll('"kind":"active"', '"kind":"dreaming"') })); // nothing that the server knows
  await context.setOffline(true);
  await page.getByText("Utan nät just nu. Allt sparas på telefonen och skickas sedan.").waitFor();
  await page.getByRole("button", { name: "Jag glömde starta" }).click();
  const sheet = page.getByRole("dialog", { name: "Lägg till tid" });
  await sheet.getByRole("radio", { name: "Annan dag" }).check();
  await sheet.getByRole("textbox", { name: "Dag", exact: true }).fill(day(2));
  await sheet.getByLabel("Från", { exact: true }).fill("04.00");
  await sheet.getByLabel("Till", { exact: true }).fill("04.40");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await sheet.waitFor({ state: "detached" });
  await bar.getByText("1 rad på telefonen").waitFor();
  await page.waitForFunction(() => /** @type {any} */ (globalThis).spoken.some((/** @type {string} */ said) => said.startsWith("Sparat på telefonen"))); // the toast has been heard
  await ear.since();
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await bar.getByText("1 rad togs inte emot").waitFor();
  assert.deepEqual(await ear.since(), ["1 rad togs inte emot"]);

  // Taken while that one is not, another row says nothing of it again; the first page asks for it until it is settled.
  await page.unroute("**/sync");
  const fix = page.getByRole("region", { name: "Måste rättas" });
  await fix.getByText("en ändring togs inte emot", { exact: false }).waitFor();
  await start.click();
  await row(page, "Mottaget").waitFor();
  await bar.getByText("1 rad togs inte emot").waitFor();
  assert.deepEqual(timeless(await ear.since()), ["Passet är startat 00.00. Sparat på telefonen. Ångra"]);
  await page.getByRole("button", { name: "Stopp" }).click();
  await start.waitFor();
  await bar.getByRole("link", { name: "1 rad togs inte emot" }).click();
  await page.waitForURL(`**/month/${day(2).slice(0, 7)}`);
  await fix.getByRole("button", { name: "Titta på raden" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ta bort" }).click();
  await bar.getByText("Allt är mottaget").waitFor();
  heard.nothing(["bad_choice"]);
  await context.close();
});

test("minutes that pass are not said", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Jonna"));
  await page.getByRole("button", { name: /^Starta hos/ }).first().click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await row(page, "Mottaget").waitFor();
  const ear = await listenIn(page);
  const clock = page.getByRole("timer");
  const began = await clock.getAttribute("aria-label");
  // By less than the two minutes from which on an exchange with the server, whenever it comes, puts the clock right again.
  await page.evaluate(() => {
    const [now, since] = [Date.now, performance.now.bind(performance)];
    Date.now = () => now() + 100_000;
    performance.now = () => since() + 100_000;
  });
  await page.waitForFunction((was) => document.querySelector("[role=timer]")?.getAttribute("aria-label") !== was, began);
  assert.deepEqual(await ear.since(), []);
  heard.nothing();
  await context.close();
});

test("what is wrong is said, and the focus goes to where it is", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Lina"));
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor(); // all that the page is made of has come
  await page.getByText("Allt är mottaget").waitFor();
  await page.getByRole("button", { name: "Jag glömde starta" }).click();
  const sheet = page.getByRole("dialog", { name: "Lägg till tid" });
  const ear = await listenIn(page);
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await sheet.getByText("Skriv när du började.").waitFor();
  assert.deepEqual(await ear.since(), ["Skriv när du började."]);
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.textContent === "Jag glömde starta"); // back to what opened the sheet
  heard.nothing();
  await context.close();
});
