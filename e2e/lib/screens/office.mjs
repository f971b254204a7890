// The office: the board, a customer's month, people; what it refuses, what came late, what differs.
import { desk } from "../browser.mjs";
import { october } from "../rooms.mjs";
import { differing, sending, waiting } from "./beneficiary.mjs";
import { schedule } from "./schedule.mjs";
import { offline } from "./stage.mjs";

/** The office's rooms but for a customer's month: the board, what waits, lists, the plan, people. @param {import("./stage.mjs").Stage} stage */
export async function officeRooms(stage) {
  const { demo, url, w, look } = stage;
  const { context, page } = await stage.open(demo.person("coordinator", "Karin").signin, { viewport: desk });
  const press = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: true }).first().click();
  await page.locator(".desk main h1").waitFor();
  await board(stage, page);
  await inbox(stage, page);
  await page.goto(`${url}/office/sheets/${october}`);
  await page.locator("table.sheets").first().waitFor();
  await look(page, "office-sheets");
  await page.goto(`${url}/office/payroll/${october}`);
  await page.locator(".persons li").first().waitFor();
  await look(page, "office-payroll");
  await page.goto(`${url}/office/systems`);
  await page.locator("#hooks").waitFor();
  await press(w.makeToken);
  await press(w.makeHook);
  await look(page, "office-systems-refused");
  await page.getByLabel(w.keyName).fill("Lön");
  await page.getByLabel(w.keyPlans).check();
  await press(w.makeToken);
  await page.locator(".once").waitFor();
  await look(page, "office-systems");
  await page.goto(`${url}/office/connection`);
  await page.locator(".joining li").first().waitFor();
  await look(page, "office-connection");
  await page.goto(`${url}/office/plan`);
  await page.locator(".persons a").first().waitFor();
  await look(page, "office-plan-start");
  await page.locator(".persons a").first().click();
  await page.locator(".plan").first().waitFor();
  await look(page, "office-plan");
  await page.locator(".plan").first().click();
  await page.getByRole("dialog").locator(".history li").first().waitFor();
  await look(page, "office-plan-change");
  await press(w.closeUnsaved);
  await schedule(stage, page);
  await people(stage, page);
  await offline(context, async () => {
    await page.goto(`${url}/office?month=2026-09`);
    await page.getByRole("heading", { level: 2 }).first().waitFor();
    await look(page, "office-board-offline");
  });
  await context.close();
}

/** Customers' months in the office, and the beneficiary's room between its steps. @param {import("./stage.mjs").Stage} stage */
export async function monthsEnd(stage) {
  const { demo, url, w, look } = stage;
  const { context, page } = await stage.open(demo.person("coordinator", "Karin").signin, { viewport: desk });
  const press = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: true }).first().click();
  const month = async (/** @type {string} */ name) => {
    await page.goto(`${url}/office/${demo.person("beneficiary", name).id}/${october}`);
    await page.locator("aside h2").first().waitFor();
    await page.locator("table.rows tbody tr").first().waitFor();
  };
  const lock = async () => {
    await press(w.lock);
    await page.getByLabel(w.lockWhy).fill("Karin vet.");
    await press(w.lockAnyway);
    await page.getByRole("heading", { name: w.isLocked }).waitFor();
  };
  await page.locator(".desk main h1").waitFor();
  await month("Alva");
  await page.getByRole("button", { name: w.answer }).first().waitFor();
  await look(page, "office-month");
  await page.getByRole("radio", { name: w.byKind }).check();
  await press(w.lock);
  await page.getByRole("alert").waitFor();
  await look(page, "office-month-refused");
  await month("Bo");
  await settle(stage, page);
  await month("Sol");
  await look(page, "office-month-settled");
  await page.locator("table.rows tbody tr").nth(3).getByRole("button").click();
  await page.getByRole("dialog").locator(".history li").first().waitFor();
  await look(page, "office-row");
  await press(w.remove);
  await press(w.remove);
  await look(page, "office-row-remove");
  await press(w.closeUnsaved);
  await press(w.addRow);
  await press(w.save);
  await look(page, "office-row-new");
  await press(w.closeUnsaved);
  await waiting(stage);

  await press(w.lock);
  await page.getByLabel(w.lockWhy).waitFor();
  await look(page, "office-lock-why");
  await page.getByRole("dialog").getByRole("button", { name: w.cancel }).last().click();
  await lock();
  await look(page, "office-month-locked");
  await late(stage);
  await page.getByRole("heading", { name: w.late }).waitFor();
  await press(w.decline);
  await press(w.decline);
  await look(page, "office-month-late");
  await month("Kim");
  await lock();
  await press(w.reopen);
  await page.getByRole("dialog").getByRole("button", { name: w.reopen }).click();
  await look(page, "office-reopen");
  await page.getByRole("dialog").getByRole("button", { name: w.cancel }).last().click();

  await sending(stage);
  await differing(stage);
  await month("Sol");
  await look(page, "office-month-signed");
  await month("Kim");
  await page.getByRole("alert").getByText(w.signedDiffers).waitFor();
  await look(page, "office-month-differs");
  await page.goto(`${url}/office?month=${october}`);
  await page.locator("tbody tr").first().waitFor();
  await look(page, "office-board-after");
  await context.close();
}

/** @param {import("./stage.mjs").Stage} stage @param {import("playwright-core").Page} page */
async function board({ url, w, look }, page) {
  await page.goto(`${url}/office?month=${october}`);
  await page.locator("tbody tr").first().waitFor();
  await look(page, "office-board");
  await page.locator(".board thead input").check();
  await look(page, "office-board-chosen");
  await page.getByRole("button", { name: w.lock, exact: true }).click();
  await page.getByRole("dialog").locator(".many li").first().waitFor();
  await look(page, "office-board-lock");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: w.remind, exact: true }).click();
  await page.getByRole("dialog").locator(".many li").first().waitFor();
  await look(page, "office-board-remind");
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").fill("xyz");
  await page.getByRole("heading", { name: w.noMatch }).waitFor();
  await look(page, "office-board-no-match");
  await page.goto(`${url}/office?month=2021-01`);
  await page.getByRole("heading", { name: w.noCustomers }).waitFor();
  await look(page, "office-board-empty");
}

/** Who works now, and what waits for the office. @param {import("./stage.mjs").Stage} stage @param {import("playwright-core").Page} page */
async function inbox({ url, w, look }, page) {
  await page.goto(`${url}/office/now`);
  await page.locator(".asks__one, .atwork, .trouble").first().waitFor();
  await look(page, "office-now");
  await page.goto(`${url}/office/inbox`);
  await page.locator(".inbox__one").first().waitFor();
  await look(page, "office-inbox");
  await page.locator('[data-key^="conflict:"] .btn').first().click();
  await page.locator(".conflict").waitFor();
  await look(page, "office-inbox-here");
  await page.locator('[data-key^="registration:"] .btn').first().click();
  await page.locator(".inbox .papers").waitFor();
  await look(page, "office-inbox-paper");
  await page.getByRole("button", { name: w.giveTo }).first().click();
  await page.getByRole("dialog").waitFor();
  await look(page, "office-inbox-give");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: w.putOff }).first().click();
  await page.getByRole("dialog").waitFor();
  await look(page, "office-inbox-put-off");
  await page.keyboard.press("Escape");
  await page.goto(`${url}/office/inbox?show=away`);
  await page.getByRole("heading", { name: w.nothingPutOff }).waitFor();
  await look(page, "office-inbox-none");
}

/** Corrects what stops Bo's October: a shift without an end, and a row too many. @param {import("./stage.mjs").Stage} stage @param {import("playwright-core").Page} page */
async function settle({ w, look }, page) {
  const sheet = page.getByRole("dialog");
  await page.locator("table.rows tbody tr", { hasText: /** @type {string} */ (w.noEnd) }).getByRole("button").click();
  await sheet.getByLabel(w.to, { exact: true }).fill("22.00");
  await sheet.getByRole("button", { name: w.save, exact: true }).click();
  await sheet.waitFor({ state: "detached" });
  const double = page.locator("table.rows tbody tr", { hasText: /11.15–13.00/ });
  await double.getByRole("button").click();
  await sheet.getByRole("button", { name: w.remove }).click();
  await sheet.getByLabel(w.removeWhy).fill("Jonna var hos Iris.");
  await sheet.getByRole("button", { name: w.remove }).click();
  await double.waitFor({ state: "detached" });
  await page.getByLabel(w.showRemoved).check();
  await double.waitFor();
  await page.getByText(w.noStops).waitFor();
  await look(page, "office-month-removed-row");
}

/** @param {import("./stage.mjs").Stage} stage @param {import("playwright-core").Page} page */
async function people(stage, page) {
  const { url, w, look } = stage;
  await page.goto(`${url}/office/people`);
  await page.getByRole("button", { name: w.invite }).waitFor();
  await look(page, "office-people");
  await page.getByRole("button", { name: w.invite }).click();
  await page.getByRole("button", { name: w.makeLink }).click();
  await page.getByRole("button", { name: w.copyLink }).waitFor();
  await look(page, "office-invite");
  await papers(stage, page);
  await page.goto(`${url}/office/me`);
  await page.getByRole("button", { name: w.signOut }).waitFor();
  await look(page, "office-me");
  await page.goto(`${url}/office/nobody/nothing`);
  await page.getByRole("heading", { name: w.nothing }).waitFor();
  await look(page, "office-unknown-page");
}

/** A person's page, its forms, somebody new, a list, the provider itself. @param {import("./stage.mjs").Stage} stage @param {import("playwright-core").Page} page */
async function papers({ demo, url, w, look }, page) {
  const at = async (/** @type {string} */ path) => {
    await page.goto(`${url}/office/${path}`);
    await page.locator("main .leaf").first().waitFor();
  };
  const sheet = page.getByRole("dialog");
  await at(`people/${demo.person("beneficiary", "Alva").id}`);
  await page.locator("[aria-labelledby=s-identity] button").first().click();
  await page.locator("[aria-labelledby=s-identity] .btn--line").waitFor();
  await look(page, "office-person");
  await page.locator("[aria-labelledby=s-decision] header button").click();
  await sheet.getByRole("button", { name: w.save, exact: true }).click();
  await look(page, "office-person-form");
  await at(`people/${demo.person("assistant", "Tilda").id}`);
  await look(page, "office-person-assistant");
  await page.locator("[aria-labelledby=s-employment] header button").click();
  await look(page, "office-person-employment");
  await at(`people/${demo.person("assistant", "Tilda").id}/leave`);
  await page.locator("#l-left").waitFor();
  await look(page, "office-leave");
  await at("people/papers");
  await page.locator("table").first().waitFor();
  await look(page, "office-registrations");
  await at("operator");
  await page.locator("#o-store").waitFor();
  await look(page, "office-operator");
  await at("reports");
  await page.locator("svg.chart").first().waitFor();
  await page.locator("details > summary").first().click();
  await look(page, "office-reports");
  await at("people/new?role=assistant");
  await look(page, "office-new");
  await at("provider");
  await page.locator("form, .one-form").first().waitFor();
  await look(page, "office-provider");
  await page.goto(`${url}/office/unsocial`);
  await page.locator(".trouble .btn").click();
  await page.locator(".ob-form .btn--primary").click();
  await page.locator(".ob-form .wrong").first().waitFor();
  await look(page, "office-unsocial-refused");
  await page.locator('.ob-form input[type="date"]').fill("2026-01-01");
  const texts = page.locator('.ob-row input[type="text"]');
  for (const [i, typed] of ["OB1", "Kväll", "19", "22", ""].entries()) await texts.nth(i).fill(typed);
  for (const i of [0, 1, 2, 3, 4]) await page.locator(".ob-row .several").first().getByRole("checkbox").nth(i).check();
  await page.locator(".ob-form .btn--primary").click();
  await page.locator(".ob li").first().waitFor();
  await look(page, "office-unsocial");
  await at("people/import");
  await page.locator("textarea").fill("role;given;family;personnummer;from\nassistant;Bo;;850709-9806;1/1");
  await page.locator("main .leaf .btn--primary").click();
  await page.locator("table").waitFor();
  await look(page, "office-import");
}

/** An assistant changes a row of a month that is locked. @param {import("./stage.mjs").Stage} stage */
async function late({ demo, url, w, look, open }) {
  const { context, page } = await open(demo.person("assistant", "Ali").signin);
  await page.getByRole("button", { name: w.start }).waitFor();
  await page.goto(`${url}/month/${october}`);
  await page.locator(".ledger li button").nth(2).click();
  await page.getByLabel(w.to, { exact: true }).fill("19.11");
  await page.getByLabel(w.why).fill("Bussen gick tidigare.");
  await page.getByRole("button", { name: w.save, exact: true }).click();
  await page.getByText(w.waitsForOffice, { exact: true }).first().waitFor();
  await look(page, "assistant-month-late");
  await context.close();
}
