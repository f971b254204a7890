// A plan, from the office's week to the assistant's answer: planned, moved, undone, copied on; confirmed without network.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { desk, device, openBrowser, phone } from "../lib/browser.mjs";
import { day, spoken, weekOf } from "../lib/days.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { leafTo } from "../lib/rooms.mjs";

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

// Kim's nights are free in the demo, and the demo plans nothing so long ago.
const planned = day(5);
const when = "01.00–05.00";

/** The number of a date's week. @param {string} date */
const numberOf = (date) => Number(weekOf(date).slice(-2));

test("the office plans and copies a week; the assistant confirms what was planned, without network", async () => {
  const office = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const { page } = office;
  const kim = demo.person("beneficiary", "Kim").id;
  const week = weekOf(planned);
  await page.getByRole("link", { name: "Schema" }).first().click();
  await page.getByRole("link", { name: /, Kim Utkastberg$/ }).click();
  await page.locator(".plan").first().waitFor();
  await accessible(page, "a week of plans");
  await page.goto(`${demo.info.url}/office/plan/${kim}/${week}`);

  const named = spoken(planned);
  const column = page.locator(".day", { has: page.getByRole("heading", { name: named }) });
  await column.getByRole("button", { name: `Lägg till, ${named}` }).click();
  await page.getByLabel("Assistent", { exact: true }).selectOption({ label: "Lina Sagoborg" });
  await page.getByLabel("Från", { exact: true }).fill("01.00");
  await page.getByLabel("Till", { exact: true }).fill("05.00");
  await accessible(page, "the sheet of a plan");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  const card = page.getByRole("button", { name: new RegExp(`^${when}`) });
  await column.locator(card).waitFor();

  // A day later by the keyboard, with the focus along; and undone.
  const monday = new Date(`${planned}T12:00:00Z`).getUTCDay() === 1;
  await card.focus();
  await page.keyboard.press(monday ? "Shift+ArrowRight" : "Shift+ArrowLeft");
  await page.getByText(/^Passet är flyttat till/).waitFor();
  await column.locator(card).waitFor({ state: "detached" });
  await page.waitForFunction((when) => document.activeElement?.textContent?.startsWith(when), when); // the focus goes with the plan
  await page.getByRole("button", { name: "Ångra" }).click();
  await column.locator(card).waitFor();

  await page.getByRole("button", { name: `Kopiera till vecka ${numberOf(day(-2))}` }).click();
  await page.getByRole("link", { name: `Visa vecka ${numberOf(day(-2))}` }).waitFor();
  await accessible(page, "a week that was copied");
  await page.getByRole("button", { name: "Kopiera till" }).click();
  await page.getByText(/^Inget kopierades/).waitFor();
  await page.getByRole("link", { name: `Vecka ${numberOf(day(-2))}` }).click();
  await card.waitFor();
  await page.goBack();
  await column.locator(card).waitFor();

  // Lina cannot be in two places: it is said before anything is saved.
  await column.getByRole("button", { name: `Lägg till, ${named}` }).click();
  await page.getByLabel("Assistent", { exact: true }).selectOption({ label: "Lina Sagoborg" });
  await page.getByLabel("Från", { exact: true }).fill("04.00");
  await page.getByLabel("Till", { exact: true }).fill("06.00");
  await page.getByText(/^Lina Sagoborg är redan planerad 01\.00–05\.00 hos Kim Utkastberg/).waitFor();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("alert").getByText(/Ingen kan vara på två ställen/).waitFor();
  await accessible(page, "a plan that is refused");
  await page.getByRole("button", { name: "Stäng utan att spara" }).click();
  await page.getByRole("button", { name: /^Publicera \d/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Publicera/ }).waitFor();
  await accessible(page, "what is published");
  await page.getByRole("dialog").getByRole("button", { name: /^Publicera/ }).click();
  await page.getByText(/publicera(t|de)\.$/).waitFor();

  const lina = await device(browser, demo.person("assistant", "Lina"), { viewport: phone });
  const mine = lina.page;
  await mine.getByRole("link", { name: "Schema" }).click();
  const yes = mine.getByRole("button", { name: `Ja, som planerat, ${named} ${when}` });
  await yes.waitFor();
  await accessible(mine, "the plan, with what is not answered");
  // A day that differs from its plan leads to the question how it went.
  await leafTo(mine, planned.slice(0, 7));
  await mine.getByRole("link", { name: new RegExp(` mindre än planerat, .* ${Number(planned.slice(8))}$`) }).click();
  await yes.waitFor();
  await lina.context.setOffline(true);
  await mine.getByRole("button", { name: `Något var annorlunda, ${named} ${when}` }).click();
  await mine.getByRole("dialog", { name: "Något var annorlunda" }).getByText(`Planerat ${when}.`).waitFor(); // what it was otherwise than
  await becomes(() => mine.getByLabel("Från", { exact: true }).inputValue(), "01.00");
  await becomes(() => mine.getByLabel("Dag", { exact: true }).inputValue(), planned);
  await mine.getByRole("button", { name: "Stäng utan att spara" }).click();
  await yes.click();
  await yes.waitFor({ state: "detached" });
  await mine.getByRole("button", { name: "Ångra" }).click();
  await yes.click();
  await yes.waitFor({ state: "detached" });
  await leafTo(mine, planned.slice(0, 7));
  await mine.getByRole("heading", { name: "Planerat och arbetat" }).waitFor();
  await mine.locator(".ledger").getByText(when).first().waitFor();
  await accessible(mine, "a month, planned and worked");
  await lina.context.setOffline(false);
  await mine.evaluate(() => dispatchEvent(new Event("online")));
  await mine.getByText("Allt är mottaget").waitFor();

  await column.getByText("Arbetat", { exact: true }).waitFor();

  // A shift that nobody has is offered; whoever says yes first gets it.
  await page.goto(`${demo.info.url}/office/plan/${kim}/${weekOf(day(-3))}`);
  const vacant = page.locator(".day", { has: page.getByRole("heading", { name: spoken(day(-3)) }) });
  await vacant.getByRole("button", { name: `Lägg till, ${spoken(day(-3))}` }).click();
  await page.getByLabel("Från", { exact: true }).fill("05.00");
  await page.getByLabel("Till", { exact: true }).fill("06.00");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  const free = vacant.getByRole("button", { name: /^05.00–06.00 Vakant/ });
  await free.click();
  await page.getByRole("button", { name: "Visa vilka som kan" }).click();
  await page.getByLabel("Lina Sagoborg", { exact: true }).check();
  await accessible(page, "who can work a vacant shift");
  await page.getByRole("button", { name: /^Erbjud / }).click();
  await vacant.getByText("Erbjudet", { exact: true }).waitFor();
  await mine.getByRole("link", { name: "Schema" }).click();
  await mine.getByRole("button", { name: /^Ja, jag kan/ }).waitFor();
  await accessible(mine, "a shift that is offered");
  await mine.getByRole("button", { name: /^Ja, jag kan/ }).click();
  await mine.getByText("Passet är ditt. Det står i schemat.").waitFor();
  await vacant.getByRole("button", { name: /^05.00–06.00 Lina Sagoborg/ }).waitFor();

  // Somebody writes about a shift that is planned, and the office answers where it plans.
  await mine.locator("summary", { hasText: "skriva om det" }).click();
  await mine.getByRole("button", { name: `Skriv om passet, ${spoken(day(-3))} 05.00–06.00` }).click();
  await mine.getByLabel("Skriv ett meddelande").fill("Ska jag ta med något?");
  await accessible(mine, "writing about a shift to come");
  await mine.getByRole("button", { name: "Skicka", exact: true }).click();
  await mine.getByText("Ska jag ta med något?", { exact: true }).waitFor();
  await vacant.getByRole("button", { name: /^05.00–06.00 Lina Sagoborg/ }).click();
  const said = page.getByRole("dialog");
  await said.getByText("Ska jag ta med något?", { exact: true }).waitFor();
  await accessible(page, "what is said about a plan, in its sheet");
  await said.getByLabel("Skriv ett meddelande").fill("Nej, allt finns.");
  await said.getByRole("button", { name: "Svara", exact: true }).click();
  await page.keyboard.press("Escape");
  await mine.getByText("Nej, allt finns.", { exact: true }).waitFor();

  // Lina makes a link for her own calendar: it has the shift, and not with whom.
  await mine.locator("summary", { hasText: "Schemat i din egen kalender" }).press("Enter"); // it moves down as answers come in above it
  await mine.getByRole("button", { name: "Gör en länk" }).click();
  const link = await mine.getByLabel("Länk till din kalender").inputValue();
  await accessible(mine, "a link for one's own calendar");
  const ics = await (await fetch(link)).text();
  assert.ok(ics.includes("BEGIN:VEVENT") && !ics.includes("Kim"), ics);
  office.heard.nothing();
  lina.heard.nothing();
});

test("who did not work what was planned says so, without network, and the office puts the schedule right where it is told", async () => {
  await demo.restart(); // an invitation is for one device: this makes new ones
  const { page, context, heard } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const kim = demo.person("beneficiary", "Kim").id;
  const named = spoken(day(4));
  await page.getByRole("link", { name: "Schema" }).first().waitFor();
  await page.goto(`${demo.info.url}/office/plan/${kim}/${weekOf(day(4))}`);
  const column = page.locator(".day", { has: page.getByRole("heading", { name: named }) });
  await column.getByRole("button", { name: `Lägg till, ${named}` }).click();
  await page.getByLabel("Assistent", { exact: true }).selectOption({ label: "Lina Sagoborg" });
  await page.getByLabel("Från", { exact: true }).fill("01.00");
  await page.getByLabel("Till", { exact: true }).fill("04.00");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("button", { name: /^Publicera \d/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Publicera/ }).click();
  await column.getByText("Inte bekräftat").waitFor();

  const lina = await device(browser, demo.person("assistant", "Lina"), { viewport: phone });
  await lina.page.getByRole("link", { name: "Schema" }).click();
  const not = lina.page.getByRole("button", { name: `Jag arbetade inte, ${named} 01.00–04.00` });
  await not.waitFor();
  await lina.context.setOffline(true);
  await not.click();
  await lina.page.getByText("Sparat. Kontoret får veta att du inte arbetade.").waitFor();
  await not.waitFor({ state: "detached" });
  await lina.page.getByRole("button", { name: "Ångra" }).click();
  await not.click();
  await not.waitFor({ state: "detached" });
  await accessible(lina.page, "what was not worked is not asked about");
  await lina.context.setOffline(false);
  await lina.page.evaluate(() => dispatchEvent(new Event("online")));
  await lina.page.getByText("Allt är mottaget").waitFor();

  await column.getByText("Inte arbetat", { exact: true }).waitFor();
  await accessible(page, "a plan that was not worked");
  await page.goto(`${demo.info.url}/office/inbox`);
  const item = page.locator(".inbox__one", { hasText: "Lina Sagoborg säger: jag arbetade inte passet" });
  await item.getByRole("button", { name: /^Avgör här/ }).click();
  await item.getByRole("button", { name: "Ta bort passet" }).waitFor(); // once the months that it lies in have been pulled
  await accessible(page, "a plan that was not worked, in the list");
  await item.getByRole("button", { name: "Ta bort passet" }).click();
  await page.getByText("Passet är borttaget.").waitFor();
  await item.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Ångra" }).click();
  await item.waitFor();
  heard.nothing();
  lina.heard.nothing();
  await context.close();
  await lina.context.close();
});

test("two coordinators who change the same plan are asked, and both see what was chosen", async () => {
  await demo.restart(); // an invitation is for one device: this makes new ones
  const iris = demo.person("beneficiary", "Iris").id;
  const open = async (/** @type {string} */ name) => {
    const there = await device(browser, demo.person("coordinator", name), { viewport: desk });
    await there.page.getByRole("link", { name: "Schema" }).first().waitFor();
    await there.page.goto(`${demo.info.url}/office/plan/${iris}/${weekOf(day(-7))}`);
    await there.page.locator(".plan").first().waitFor();
    return there;
  };
  const [karin, anders] = await Promise.all([open("Karin"), open("Anders")]);
  const until = async (/** @type {import("playwright-core").Page} */ page, /** @type {string} */ clock) => {
    await page.locator(".plan").first().click();
    await page.getByLabel("Till", { exact: true }).fill(clock);
    await page.getByRole("button", { name: "Spara", exact: true }).click();
    await page.locator(".plan").first().getByText(`07.00–${clock}`).waitFor();
  };
  await anders.context.setOffline(true);
  await until(anders.page, "11.00");
  await anders.page.locator(".plan").first().getByText("Sparat på telefonen").waitFor();
  await until(karin.page, "11.30");
  await karin.page.locator(".plan").first().getByText("Sparat på telefonen").waitFor({ state: "detached" });
  await anders.context.setOffline(false);
  await anders.page.evaluate(() => dispatchEvent(new Event("online")));

  const asked = karin.page.locator(".conflict");
  await asked.waitFor();
  await accessible(karin.page, "a plan with two answers");
  await asked.getByRole("radio", { name: /11\.00/ }).check();
  await asked.getByRole("button", { name: "Spara valet" }).click();
  await asked.waitFor({ state: "detached" });
  for (const { page, heard } of [karin, anders]) {
    await page.locator(".plan").first().getByText("07.00–11.00").waitFor();
    heard.nothing();
  }
});
