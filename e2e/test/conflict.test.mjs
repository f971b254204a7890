// Two people, one row, two opinions: nothing is lost, both see both, one chooses, the history tells it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
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

test("the office and the phone change the same end; both are kept until one chooses", async () => {
  const phone = await device(browser, demo.person("assistant", "Tilda"));
  const office = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const row = phone.page.locator(".ledger li", { hasText: "08.00–" });
  const yesterday = day(1);

  await office.page.getByRole("link", { name: "Alva Påhittsson", exact: true }).waitFor();
  await office.page.goto(`${demo.info.url}/office/${demo.person("beneficiary", "Alva").id}/${yesterday.slice(0, 7)}`);
  await office.page.getByRole("heading", { level: 1, name: /Alva Påhittsson/ }).waitFor();

  await phone.page.getByRole("button", { name: "Jag glömde starta" }).click();
  await phone.page.getByRole("radio", { name: "Annan dag" }).check();
  await phone.page.getByRole("textbox", { name: "Dag" }).fill(yesterday);
  await phone.page.getByLabel("Från", { exact: true }).fill("08.00");
  await phone.page.getByLabel("Till", { exact: true }).fill("12.00");
  await phone.page.getByRole("button", { name: "Spara", exact: true }).click();
  await row.getByText("Mottaget").waitFor();
  const theirs = office.page.locator("tr[id^=shift-]", { hasText: "08.00–12.00" });
  await theirs.waitFor({ timeout: 2000 }); // the promise: within two seconds

  await phone.context.setOffline(true);
  await row.getByRole("link").or(row.getByRole("button")).first().click();
  await phone.page.getByLabel("Till", { exact: true }).fill("12.10");
  await phone.page.getByLabel(/Varför ändrar du/).fill("Väntade på avlösning.");
  await phone.page.getByRole("button", { name: "Spara", exact: true }).click();
  await row.getByText("Sparat på telefonen").waitFor();

  await theirs.getByRole("button", { name: /Ändra/ }).click();
  await accessible(office.page, "the office's sheet for a row");
  await office.page.getByLabel("Till", { exact: true }).fill("11.55");
  await office.page.getByLabel(/Varför ändrar du/).fill("Schemat säger 11.55.");
  await office.page.getByRole("button", { name: "Spara", exact: true }).click();
  await office.page.locator("tr[id^=shift-]", { hasText: "08.00–11.55" }).getByText("Mottaget").waitFor();

  await phone.context.setOffline(false);
  await phone.page.evaluate(() => dispatchEvent(new Event("online")));
  await row.getByText("Behöver dig").waitFor();
  const card = office.page.locator("article", { hasText: "Schemat säger 11.55." });
  await card.getByText("12.10").first().waitFor();
  for (const told of ["11.55", "12.10", "Karin", "Tilda", "Väntade på avlösning.", "Schemat säger 11.55."]) {
    assert.ok(await card.getByText(told).count(), `the office's card says ${told}`);
  }
  await office.page.locator("#rader").getByRole("button", { name: /^CSV/ }).click(); // nothing goes out over it
  await office.page.getByText("Ingen fil är hämtad: två svar står mot varandra om 1 rad här.").waitFor();
  assert.match((await office.page.getByRole("link", { name: "Välj vilket som gäller, och hämta sedan" }).getAttribute("href")) ?? "", /\?row=/);
  await accessible(office.page, "the office's month with a disagreement");

  await row.getByRole("link").or(row.getByRole("button")).first().click();
  await phone.page.getByRole("heading", { level: 1, name: /12\.10/ }).waitFor();
  for (const told of ["11.55", "12.10", "Karin", "”Väntade på avlösning.”", "”Schemat säger 11.55.”"]) {
    assert.ok(await phone.page.getByText(told).count(), `the phone's card says ${told}`);
  }
  await accessible(phone.page, "the phone's card");
  await phone.page.getByRole("button", { name: "Spara 12.10" }).click();

  await row.getByText("Mottaget").waitFor();
  await phone.page.locator(".ledger li", { hasText: "08.00–12.10" }).waitFor();
  await office.page.locator("tr[id^=shift-]", { hasText: "08.00–12.10" }).waitFor();
  await card.waitFor({ state: "detached" });

  await office.page.locator("tr[id^=shift-]", { hasText: "08.00–12.10" }).getByRole("button", { name: /Ändra/ }).click();
  const story = office.page.getByRole("dialog");
  await story.getByText("Schemat säger 11.55.").waitFor();
  await story.getByText("Väntade på avlösning.").waitFor();
  phone.heard.nothing();
  office.heard.nothing();
});

test("two coordinators change one card; both answers are read in the list of what waits, and one is chosen there", async () => {
  await demo.restart(); // an invitation is for one device: this makes new ones
  const karin = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const anders = await device(browser, demo.person("coordinator", "Anders"), { viewport: desk });
  const tilda = `${demo.info.url}/office/people/${demo.person("assistant", "Tilda").id}`;
  for (const { page } of [karin, anders]) {
    await page.getByRole("link", { name: "Alva Påhittsson", exact: true }).waitFor();
    await page.goto(tilda);
    await page.getByRole("button", { name: "Ändra, Namn och telefon" }).click();
  }
  for (const [{ page }, phone] of /** @type {const} */ ([[karin, "070-174 06 05"], [anders, "070-174 06 06"]])) {
    await page.getByRole("dialog").getByLabel("Telefon").fill(phone);
    await page.getByRole("dialog").getByRole("button", { name: "Spara", exact: true }).click();
    await page.getByText("Sparat", { exact: false }).first().waitFor();
  }
  const { page } = anders;
  await page.getByText("Två svar", { exact: true }).first().waitFor();
  await page.getByRole("link", { name: /^Att göra/ }).first().click();
  const waits = page.locator(".inbox__one", { hasText: "Två svar står mot varandra i papperen om Tilda" });
  await waits.getByRole("button", { name: /^Avgör här/ }).click();
  for (const phone of ["070-174 06 05", "070-174 06 06"]) await waits.getByText(phone).waitFor();
  await accessible(page, "two answers about a card, in the list of what waits");
  await waits.getByRole("button", { name: "Avgör", exact: true }).click();
  const sheet = page.getByRole("dialog");
  await accessible(page, "the form with both answers");
  await sheet.getByRole("button", { name: /^Skriv in svaret, Anders/ }).click();
  assert.equal(await sheet.getByLabel("Telefon").inputValue(), "070-174 06 06");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await waits.waitFor({ state: "detached" });
  await karin.page.getByText("070-174 06 06").first().waitFor();
  await karin.page.getByText("Två svar", { exact: true }).waitFor({ state: "detached" });
  for (const { heard, context } of [karin, anders]) {
    heard.nothing();
    await context.close();
  }
});
