// Two people, one row, two opinions: nothing is lost, both see both, one chooses, the history tells it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { desk, device, openBrowser, phone as small, rest } from "../lib/browser.mjs";
import { day } from "../lib/days.mjs";
import { keyed } from "../lib/keys.mjs";
import { startDemo } from "../lib/passbok.mjs";
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
  await office.page.getByRole("dialog").waitFor();
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
  for (const choice of await phone.page.locator(".choice").all()) {
    const { y, height } = /** @type {{y: number, height: number}} */ (await choice.boundingBox());
    assert.ok(y + height <= 844, `all answers are in sight at once: ${await choice.innerText()}`);
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

  // What another does to one's row while one has it open is said, once.
  await phone.page.getByText("Allt är mottaget").waitFor();
  const ear = await listenIn(phone.page);
  await story.getByLabel("Till", { exact: true }).fill("12.05");
  await story.getByLabel(/Varför ändrar du/).fill("Enligt överenskommelse.");
  await story.getByRole("button", { name: "Spara", exact: true }).click();
  await phone.page.locator(".ledger li", { hasText: "08.00–12.05" }).waitFor();
  await phone.page.getByText(/^Någon har ändrat raden/).waitFor({ state: "attached" });
  assert.match((await ear.since()).join("|"), /^Någon har ändrat raden [^|]*\. Nu är den 08\.00–12\.05\.$/);

  // A removal that had not seen an edit is an answer too; the office chooses it for the reason that it came with.
  await phone.context.setOffline(true);
  await row.getByRole("link").or(row.getByRole("button")).first().click();
  await phone.page.getByRole("button", { name: "Ta bort raden" }).click();
  await phone.page.getByRole("dialog", { name: "Ta bort raden" }).getByRole("textbox").fill("Jag var ledig.");
  await phone.page.getByRole("dialog", { name: "Ta bort raden" }).getByRole("button", { name: "Ta bort raden" }).click();
  const there = office.page.locator("tr[id^=shift-]", { hasText: "08.00–12.05" });
  await there.getByRole("button", { name: /Ändra/ }).click();
  await story.getByLabel("Till", { exact: true }).fill("12.00");
  await story.getByRole("button", { name: "Spara", exact: true }).click();
  await office.page.locator("tr[id^=shift-]", { hasText: "08.00–12.00" }).getByText("Mottaget").waitFor();
  await phone.context.setOffline(false);
  await phone.page.evaluate(() => dispatchEvent(new Event("online")));
  const removal = office.page.locator("article", { hasText: "Jag var ledig." });
  await removal.getByRole("radio", { name: /Raden ska bort/ }).check();
  await removal.getByRole("button", { name: "Spara valet" }).click();
  await removal.waitFor({ state: "detached" });
  await office.page.reload();
  await office.page.getByRole("heading", { level: 1, name: /Alva Påhittsson/ }).waitFor();
  await office.page.locator("tr[id^=shift-]").first().waitFor();
  await becomes(() => removal.count(), 0, "the server has taken the choice");
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
  await sheet.waitFor();
  await accessible(page, "the form with both answers");
  await sheet.getByRole("button", { name: /^Skriv in svaret, Anders/ }).click();
  await becomes(() => sheet.getByLabel("Telefon").inputValue(), "070-174 06 06");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await waits.waitFor({ state: "detached" });
  await karin.page.getByText("070-174 06 06").first().waitFor();
  await karin.page.getByText("Två svar", { exact: true }).waitFor({ state: "detached" });
  for (const { heard, context } of [karin, anders]) {
    heard.nothing();
    await context.close();
  }
});

test("on the phone another time is written, and one goes on in the month; two who choose at once are asked once more", async () => {
  await demo.restart(); // an invitation is for one device: this makes new ones
  const phone = await device(browser, demo.person("assistant", "Vera"));
  const office = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const { page } = phone;
  const [first, second] = /** @type {const} */ ([{ date: day(2), from: "03.03" }, { date: day(3), from: "03.13" }]);
  /** @param {{date: string}} of */
  const monthOf = ({ date }) => date.slice(0, 7);
  await office.page.getByRole("link", { name: "Alva Påhittsson", exact: true }).waitFor();
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  for (const { date, from } of [first, second]) {
    await page.getByRole("button", { name: "Jag glömde starta" }).or(page.getByRole("button", { name: "Lägg till tid i efterhand" })).first().click();
    await page.getByRole("radio", { name: "Annan dag" }).check();
    await page.getByRole("textbox", { name: "Dag" }).fill(date);
    await page.getByLabel("Från", { exact: true }).fill(from);
    await page.getByLabel("Till", { exact: true }).fill("04.00");
    await page.getByRole("button", { name: "Spara", exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  await page.getByText("Allt är mottaget").waitFor();
  /** @param {{date: string, from: string}} of */
  const open = async (of) => {
    await page.goto(`${demo.info.url}/month/${monthOf(of)}`);
    return page.locator(".ledger li", { hasText: `${of.from}–` });
  };
  /** @param {import("playwright-core").Page} at @param {string} to @param {string} why */
  const write = async (at, to, why) => {
    await at.getByLabel("Till", { exact: true }).fill(to);
    await at.getByLabel(/Varför ändrar du/).fill(why);
    await at.getByRole("button", { name: "Spara", exact: true }).click();
    await at.getByRole("dialog").waitFor({ state: "detached" });
  };
  /** A row of the office's month, by its times. @param {string} times */
  const theirs = (times) => office.page.locator("tr[id^=shift-]", { hasText: times });
  for (const of of [first, second]) {
    const row = await open(of);
    await phone.context.setOffline(true);
    await row.locator(".hit").click();
    await write(page, "04.10", "Väntade på avlösning.");
    await office.page.goto(`${demo.info.url}/office/${demo.person("beneficiary", "Alva").id}/${monthOf(of)}`);
    await theirs(`${of.from}–04.00`).getByRole("button", { name: /Ändra/ }).click();
    await write(office.page, "03.50", "Enligt schemat.");
    await theirs(`${of.from}–03.50`).getByText("Mottaget").waitFor(); // by the server: what comes there first is what stands, and it is to be the office's
    await phone.context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await row.getByText("Behöver dig").waitFor();
  }

  // Another time than both, without network: it was one's own choice, and one goes on where one came from.
  await (await open(first)).locator(".hit").click();
  await page.getByLabel(/^Varför/).fill("Avlösningen kom nästan i tid.");
  await page.getByRole("radio", { name: /^En annan tid/ }).check();
  await phone.context.setOffline(true);
  await page.getByRole("button", { name: "Skriv den själv" }).click();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole("dialog").getByLabel("Till", { exact: true }).waitFor();
  await rest(page);
  assert.deepEqual(await keyed(page), [], "on a small phone no field is under the sheet's buttons while one writes in it");
  await page.setViewportSize(small);
  await becomes(() => page.getByLabel(/^Varför ändrar du/).inputValue(), "Avlösningen kom nästan i tid.", "what was said why goes along");
  await page.getByLabel("Till", { exact: true }).fill("04.05");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("Ditt val är sparat.").waitFor();
  await page.locator(".ledger li", { hasText: "03.03–04.05" }).waitFor();
  assert.equal(new URL(page.url()).pathname, `/month/${monthOf(first)}`);
  assert.equal(await page.getByText("Någon har redan valt.").count(), 0);
  await phone.context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText("Allt är mottaget").waitFor();

  // Both choose at once, each the other's answer: that is a new question, and nobody's choice is lost.
  const row = await open(second);
  await row.locator(".hit").click();
  await page.getByRole("radio", { name: /Kontorets tid gäller/ }).check();
  await phone.context.setOffline(true);
  await office.page.goto(`${demo.info.url}/office/${demo.person("beneficiary", "Alva").id}/${monthOf(second)}`);
  const card = office.page.locator("article.conflict", { hasText: "03.13–" }); // the page before may not have been told that the first is settled, and then this one asks of it for a moment, too
  await card.getByRole("radio", { name: /^04\.10/ }).check();
  await card.getByRole("button", { name: "Spara valet" }).click();
  // By the server, before the phone's choice comes there: it is to be what stands.
  await theirs("03.13–04.10").getByText("Mottaget").waitFor();
  await page.getByRole("button", { name: "Spara 03.50" }).click();
  await row.getByText("Sparat på telefonen").waitFor();
  await phone.context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await row.getByText("Behöver dig").waitFor();
  for (const told of ["04.10", "03.50"]) await card.getByText(told).first().waitFor();
  phone.heard.nothing();
  office.heard.nothing();
  await Promise.all([phone.context.close(), office.context.close()]);
});
