// What a row asks before it is saved, how it stands since, and where what is said of rows leads.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, openBrowser } from "../lib/browser.mjs";
import { day } from "../lib/days.mjs";
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

/** Whether a button is in sight, and nothing lies over it. @param {import("playwright-core").Locator} one */
const inSight = (one) => one.evaluate((button) => {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  return [top + 2, bottom - 2].every((y) => button.contains(document.elementFromPoint((left + right) / 2, y)));
});

/** @param {number} ago */
const shortDay = (ago) => {
  const on = new Date(`${day(ago)}T12:00:00Z`);
  return `${new Intl.DateTimeFormat("sv-SE", { weekday: "short", timeZone: "UTC" }).format(on).slice(0, 3)} ${on.getUTCDate()}`;
};

test("an end before the start is asked about before it becomes nearly a day; a night is not", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Samir"));
  const sheet = page.getByRole("dialog", { name: "Lägg till tid" });
  const save = sheet.getByRole("button", { name: "Spara", exact: true });
  const from = sheet.getByLabel("Från", { exact: true });
  const to = sheet.getByLabel("Till", { exact: true });
  const write = async (/** @type {number} */ ago, /** @type {string} */ start, /** @type {string} */ end) => {
    await page.getByRole("button", { name: /^(Jag glömde starta|Lägg till tid i efterhand)$/ }).first().click();
    await sheet.waitFor(); // drawn before it is open, and until then nothing in it has a role
    const place = sheet.getByRole("group", { name: "Vem arbetade du hos?" }).getByRole("radio").first();
    if (await place.count()) await place.check();
    await sheet.getByRole("radio", { name: "Annan dag" }).check();
    await sheet.getByRole("textbox", { name: "Dag", exact: true }).fill(day(ago));
    assert.equal(await sheet.getByText("Lämna tomt om du arbetar nu.").count(), 0, "nobody works now since some days");
    await from.fill(start);
    await to.fill(end);
    await save.click();
  };
  const monday = 20 + ((new Date(`${day(20)}T12:00:00Z`).getUTCDay() + 6) % 7); // and the nights after it: in none of them the clocks change
  await write(monday, "10.08", "10.00");
  await sheet.getByText(/^Slutade du dagen efter, .*\? Då blir tiden 23 h 52 min\.$/).waitFor();
  await becomes(() => to.getAttribute("aria-invalid"), "true");
  await becomes(() => to.evaluate((field) => field === document.activeElement), true, "the focus goes there, which may scroll");
  assert.ok(await inSight(sheet.getByRole("button", { name: "Ja, spara 23 h 52 min" })), "the answer is in sight at once");
  await accessible(page, "the question whether a shift ended on the day after");
  await to.fill("10.30");
  await save.click();
  await sheet.waitFor({ state: "detached" });

  await write(monday - 1, "22", "06");
  await sheet.waitFor({ state: "detached" });
  await write(monday - 2, "18.00", "09.00");
  await sheet.getByRole("button", { name: "Ja, spara 15 h" }).click();
  await sheet.waitFor({ state: "detached" });
  await page.goto(`${demo.info.url}/month/${day(monday - 2).slice(0, 7)}`);
  await page.locator(".ledger li", { hasText: "18.00–09.00" }).getByText("15 h").waitFor();

  // Two that meet over midnight are named with both their days.
  await write(monday - 1, "23.00", "07.00");
  await sheet.waitFor({ state: "detached" });
  await write(monday - 2, "06.00", "08.00");
  await sheet.waitFor({ state: "detached" });
  const found = page.locator(".finding", { hasText: `${shortDay(monday - 1)} 23.00–07.00` }).filter({ hasText: `${shortDay(monday - 2)} 06.00–08.00` });
  await found.first().waitFor();
  assert.match(await found.first().getByRole("heading").innerText(), new RegExp(` ${Number(day(monday - 2).slice(8))} `));
  heard.nothing();
  await context.close();
});

test("what was undone leaves the day's list, and is found in a fold, from where it comes back", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Lina"));
  const rows = page.locator("#rader > .ledger .hit");
  const start = page.getByRole("button", { name: /^Starta hos/ }).first();
  await start.waitFor();
  const before = await rows.count();
  await start.click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.getByRole("button", { name: "Ångra" }).click();
  await start.waitFor();
  await becomes(() => rows.count(), before);
  await page.getByText("1 borttagen rad").click();
  await accessible(page, "now, with what was removed");
  await page.locator("#rader details .hit").click();
  await page.getByRole("dialog", { name: "Borttagen" }).getByRole("button", { name: "Lägg tillbaka raden" }).click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  assert.equal(await page.getByText("1 borttagen rad").count(), 0);
  heard.nothing();
  await context.close();
});

test("the toast's word follows the row's; and what signing out asks does not lie under it", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Tilda"));
  const toast = page.locator(".toast > span");
  await page.getByText("Allt är mottaget").waitFor();
  await page.getByRole("button", { name: /^Starta hos/ }).first().click();
  await page.locator("#rader .ledger").getByText("Mottaget", { exact: true }).first().waitFor();
  await toast.getByText("Mottaget.", { exact: true }).waitFor();
  const seen = await toast.evaluate((e) => [...e.childNodes].filter((n) => !(n instanceof Element && n.matches(".vh"))).map((n) => n.textContent).join(""));
  assert.match(seen, /^Passet är startat \d\d\.\d\d\. Mottaget\.$/);

  await context.setOffline(true);
  await page.getByRole("radio", { name: "Väntetid" }).check();
  await toast.getByText("Sparat på telefonen.", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Mer", exact: true }).click();
  await page.getByRole("button", { name: "Logga ut", exact: true }).click();
  const anyway = page.getByRole("button", { name: "Logga ut ändå" });
  await anyway.waitFor();
  assert.ok(await page.locator(".toast").isVisible());
  assert.ok(await inSight(anyway), "the button is in sight, and nothing lies over it");
  heard.nothing();
  await context.close();
});
