// A new row that the server does not take: nothing of it vanishes, and it can be corrected or let go. And an answer of one's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { desk, device, openBrowser } from "../lib/browser.mjs";
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

/** A fault of the app's that nobody has thought of: all rows that come of it are refused. @param {import("playwright-core").Page} page */
const refuse = (page) => page.route("**/sync", (route) => route.continue({ postData: (route.request().postData() ?? "").replaceAll('"kind":"active"', '"kind":"dreaming"') }));

test("a new row on the phone that was not taken is corrected as a new one, or let go", async () => {
  const { page, context, heard } = await device(browser, demo.person("assistant", "Tilda"));
  const sheet = page.getByRole("dialog");
  const save = sheet.getByRole("button", { name: "Spara", exact: true });
  const row = (/** @type {string} */ span) => page.locator(".ledger li", { hasText: span });
  const add = async (/** @type {string} */ from, /** @type {string} */ to) => {
    await page.getByRole("button", { name: /^(Jag glömde starta|Lägg till tid i efterhand)$/ }).first().click();
    await sheet.getByRole("radio", { name: "Annan dag" }).check();
    await sheet.getByRole("textbox", { name: "Dag", exact: true }).fill(day(1));
    await sheet.getByLabel("Från", { exact: true }).fill(from);
    await sheet.getByLabel("Till", { exact: true }).fill(to);
    await save.click();
    await sheet.waitFor({ state: "detached" });
  };
  await page.getByText("Allt är mottaget").waitFor();
  await refuse(page);
  await add("04.00", "04.40");
  await row("04.00–04.40").getByText("Togs inte emot").waitFor();

  // Corrected, it is refused again while the fault lasts: it is there still, with all of it.
  await row("04.00–04.40").getByRole("button").first().click();
  await sheet.getByText("Ändringen togs inte emot.").waitFor();
  await accessible(page, "the sheet of a row that was not taken");
  await sheet.getByLabel("Till", { exact: true }).fill("04.50");
  await save.click();
  await row("04.00–04.50").getByText("Togs inte emot").waitFor();
  await becomes(() => row("04.00–04.40").count(), 0, "the first has been read");

  await page.unroute("**/sync");
  await row("04.00–04.50").getByRole("button").first().click();
  await sheet.getByLabel("Till", { exact: true }).fill("04.45");
  await save.click();
  await row("04.00–04.45").getByText("Mottaget").waitFor();
  await becomes(() => row("04.00–04.50").count(), 0);
  await page.reload();
  await row("04.00–04.45").getByText("Mottaget").waitFor();
  await becomes(() => page.getByText("Togs inte emot").count(), 0);

  await refuse(page);
  await add("03.00", "03.30");
  await row("03.00–03.30").getByText("Togs inte emot").waitFor();
  await row("03.00–03.30").getByRole("button").first().click();
  await sheet.getByRole("button", { name: "Ta bort" }).click();
  await row("03.00–03.30").waitFor({ state: "detached" });
  await page.reload();
  await row("04.00–04.45").waitFor();
  await becomes(() => row("03.00–03.30").count(), 0, "what was let go is gone");
  heard.nothing(["bad_choice", "bad_choice", "bad_choice"]);
  await context.close();
});

test("the office is told why its row was not taken, in every room of it, and corrects it; three days are said before", async () => {
  const { page, context, heard } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const sheet = page.getByRole("dialog");
  const row = (/** @type {string} */ span) => page.locator("tr[id^=shift-]", { hasText: span });
  const told = page.locator("section", { has: page.getByRole("heading", { name: "1 ändring togs inte emot" }) });
  const month = `${demo.info.url}/office/${demo.person("beneficiary", "Alva").id}/${day(1).slice(0, 7)}`;
  await page.getByRole("link", { name: "Alva Påhittsson", exact: true }).waitFor();
  await page.goto(month);
  await refuse(page);
  await page.locator("#rader").getByRole("button", { name: "Lägg till tid" }).click();
  await sheet.getByLabel("Assistent", { exact: true }).selectOption({ index: 1 });
  await sheet.getByLabel("Dag", { exact: true }).fill(day(1));
  await sheet.getByLabel("Från", { exact: true }).fill("02.00");
  await sheet.getByLabel("Till", { exact: true }).fill("02.40");
  const after = new Date(`${day(1)}T12:00:00Z`);
  after.setUTCDate(after.getUTCDate() + 3);
  await sheet.getByLabel("Slutar dag").fill(after.toISOString().slice(0, 10));
  await sheet.getByText("Raden blir tre dygn eller längre.", { exact: false }).waitFor();
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await accessible(page, "a row of three days");
  await sheet.getByLabel("Slutar dag").fill(day(1));
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await row("02.00–02.40").getByText("Togs inte emot").waitFor();
  await page.goto(`${demo.info.url}/office`);
  await told.getByText("Arbetad tid").waitFor();
  await told.getByText("02.00–02.40", { exact: false }).waitFor();
  await accessible(page, "the office's room, with a row that was not taken");

  await page.unroute("**/sync");
  await page.goto(month);
  await row("02.00–02.40").getByRole("button", { name: /^Ändra/ }).click();
  await sheet.getByLabel("Till", { exact: true }).fill("02.45");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await row("02.00–02.45").getByText("Mottaget").waitFor();
  await told.waitFor({ state: "detached" });
  await becomes(() => row("02.00–02.40").count(), 0);
  heard.nothing(["bad_choice"]);
  await context.close();
});

test("a new person who was not taken is corrected as a new one, with the papers that were not taken for that", async () => {
  await demo.restart(); // an invitation is for one device: this makes new ones
  const { page, context, heard } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const sheet = page.getByRole("dialog");
  await page.route("**/sync", (route) => route.continue({ postData: (route.request().postData() ?? "").replaceAll('"family":"Felby"', '"family":12') }));
  await page.getByRole("link", { name: "Personer", exact: true }).first().click();
  await page.getByRole("link", { name: "Ny person" }).click();
  await page.getByRole("radio", { name: "Granskare" }).check();
  const long = page.getByText("Förnamn och efternamn får vara högst 120 tecken tillsammans.", { exact: false });
  await page.getByLabel("Förnamn").fill("M".repeat(60));
  await page.getByLabel("Efternamn").fill("F".repeat(60));
  await page.getByRole("button", { name: "Spara och bjud in" }).click();
  await long.waitFor();
  await page.getByLabel("Förnamn").fill("Mona");
  await page.getByLabel("Efternamn").fill("Felby");
  await page.getByRole("button", { name: "Spara och bjud in" }).click();
  await sheet.waitFor();
  await sheet.getByRole("button", { name: "Stäng" }).first().click();
  const who = page.getByRole("region", { name: "Namn och telefon" });
  await who.getByText("Togs inte emot").waitFor();
  const before = page.url();
  await who.getByRole("button").click();
  await sheet.getByLabel("Efternamn").fill("Rättby");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("heading", { name: "Mona Rättby" }).waitFor();
  await page.getByText("Granskare").first().waitFor();
  assert.notEqual(page.url().replace(/[?].*/, ""), before.replace(/[?].*/, ""));
  await page.getByRole("link", { name: "Månaden", exact: true }).first().click();
  await page.getByRole("link", { name: "Alva Påhittsson", exact: true }).waitFor();
  await page.getByRole("heading", { name: /inte emot$/ }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Personer", exact: true }).first().click();
  await page.getByRole("link", { name: "Mona Rättby" }).waitFor();
  await becomes(() => page.getByText("Felby").count(), 0, "what was refused of her has been read, one after the other");
  heard.nothing(["bad_text", "person_unknown"]);
  await context.close();
});

test("an answer of the office's own that is what stands already settles the disagreement", async () => {
  await demo.restart(); // an invitation is for one device: this makes new ones
  const phone = await device(browser, demo.person("assistant", "Tilda"));
  const { page, context, heard } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const mine = phone.page.locator(".ledger li", { hasText: "08.00–" });
  await page.getByRole("link", { name: "Alva Påhittsson", exact: true }).waitFor();
  await page.goto(`${demo.info.url}/office/${demo.person("beneficiary", "Alva").id}/${day(1).slice(0, 7)}`);
  await phone.page.getByRole("button", { name: "Jag glömde starta" }).click();
  await phone.page.getByRole("radio", { name: "Annan dag" }).check();
  await phone.page.getByRole("textbox", { name: "Dag" }).fill(day(1));
  await phone.page.getByLabel("Från", { exact: true }).fill("08.00");
  await phone.page.getByLabel("Till", { exact: true }).fill("12.00");
  await phone.page.getByRole("button", { name: "Spara", exact: true }).click();
  await mine.getByText("Mottaget").waitFor();
  const row = (/** @type {string} */ span) => page.locator("tr[id^=shift-]", { hasText: span });
  await row("08.00–12.00").waitFor();
  await phone.context.setOffline(true);
  await mine.getByRole("link").or(mine.getByRole("button")).first().click();
  await phone.page.getByLabel("Till", { exact: true }).fill("12.10");
  await phone.page.getByRole("button", { name: "Spara", exact: true }).click();
  await mine.getByText("Sparat på telefonen").waitFor();
  await row("08.00–12.00").getByRole("button", { name: /Ändra/ }).click();
  await page.getByLabel("Till", { exact: true }).fill("11.55");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await row("08.00–11.55").getByText("Mottaget").waitFor();
  await phone.context.setOffline(false);
  await phone.page.evaluate(() => dispatchEvent(new Event("online")));

  const card = page.locator("article.conflict", { hasText: "12.10" });
  await card.getByRole("radio", { name: /^Ett annat svar/ }).check();
  await card.getByRole("button", { name: "Rätta raden själv" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("Raden är sparad.").first().waitFor();
  await card.waitFor({ state: "detached" });
  await mine.filter({ hasText: "08.00–11.55" }).getByText("Mottaget").waitFor();
  heard.nothing();
  phone.heard.nothing();
  await context.close();
  await phone.context.close();
});
