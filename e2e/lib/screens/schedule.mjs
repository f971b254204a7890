// A customer's week as the office plans it: what is refused, templates, absence, who can work a vacant shift, what is published.

import { day } from "../days.mjs";

/** The ISO week of a date, as the address names it. @param {string} date */
function weekOf(date) {
  const thursday = new Date(`${date}T12:00:00Z`);
  thursday.setUTCDate(thursday.getUTCDate() - ((thursday.getUTCDay() + 6) % 7) + 3);
  const n = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * 86_400_000)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(n).padStart(2, "0")}`;
}

/** From a week that is open. @param {import("./stage.mjs").Stage} stage @param {import("playwright-core").Page} page */
export async function schedule({ demo, w, look, open, url }, page) {
  const sheet = page.getByRole("dialog");
  const press = (/** @type {string | RegExp} */ name) => sheet.getByRole("button", { name }).last().click();
  const gone = () => sheet.waitFor({ state: "detached" });
  const add = () => page.locator(".day > .btn").nth(2).click();
  // Of this week and the one before, one has days that nobody has confirmed.
  if ((await page.getByRole("button", { name: w.confirm }).count()) === 0) await page.locator(".head__title a").first().click();
  await page.getByRole("button", { name: w.confirm }).click();
  await look(page, "office-plan-confirm");
  await press(w.cancel);
  await gone();
  await page.goto(page.url().replace(/[^/]+$/, weekOf(day(-7))));
  await page.locator(".plan").nth(3).waitFor();

  await add();
  await sheet.getByLabel(w.from, { exact: true }).fill("00.01");
  await sheet.getByLabel(w.to, { exact: true }).fill("23.59");
  const who = sheet.getByRole("combobox").first();
  for (let i = 1; (await sheet.locator("#refused .notice").count()) === 0; i++) await who.selectOption({ index: i });
  await press(w.save);
  await sheet.getByRole("alert").waitFor();
  await look(page, "office-plan-refused");
  await press(w.closeUnsaved);
  await gone();

  await add();
  await sheet.getByLabel(w.from, { exact: true }).fill("03.00");
  await sheet.getByLabel(w.to, { exact: true }).fill("04.00");
  await sheet.locator(".notes li").first().waitFor();
  await look(page, "office-plan-checked");
  await press(w.save);
  await gone();
  await page.locator(".found li").first().waitFor();
  await look(page, "office-plan-draft");
  await page.getByRole("button", { name: w.publish }).click();
  await look(page, "office-plan-publish");
  await press(w.cancel);
  await gone();

  await page.getByRole("button", { name: w.templates, exact: true }).click();
  await press(w.saveTemplate);
  await look(page, "office-templates-missing");
  await sheet.getByLabel(w.templateName).fill("Vanlig vecka");
  await press(w.saveTemplate);
  await sheet.getByRole("button", { name: w.rollOut }).first().click();
  await sheet.getByRole("status").locator("b").waitFor();
  await look(page, "office-roll-out");
  await press(w.close);
  await gone();

  await page.getByRole("button", { name: w.absence, exact: true }).click();
  await sheet.getByRole("combobox").selectOption({ index: 1 });
  await press(w.save);
  await sheet.getByRole("alert").waitFor();
  await look(page, "office-absence");
  await press(w.closeUnsaved);
  await gone();

  await page.locator(".plan--vacant").first().click();
  await press(w.whoCan);
  await sheet.locator(".candidates li").first().waitFor();
  await look(page, "office-offer");
  for (const box of await sheet.getByRole("checkbox").all()) await box.check();
  const names = await sheet.locator(".candidates label").allInnerTexts();
  // The others of this customer are at another place of the tour.
  const chosen = ["Vera", "Petra", "Mira"].find((name) => names.some((one) => one.includes(name))) ?? "";
  await press(w.offer);
  await gone();
  const given = page.locator(`#${await page.locator(".plan--vacant").first().getAttribute("id")}:not(.plan--vacant)`); // once it is somebody's
  await page.locator(".plan--vacant").first().click();
  await sheet.locator(".notes li").last().waitFor();
  await look(page, "office-offered");
  await press(w.closeUnsaved);
  await gone();

  // Whom it is offered to, who would be without another.
  const asked = await open(demo.person("assistant", chosen).signin);
  await asked.page.getByRole("button", { name: w.start }).waitFor();
  await asked.page.goto(`${url}/plan`);
  await asked.page.getByRole("button", { name: w.iCan }).waitFor();
  await asked.page.locator("details", { has: asked.page.locator(".ledger") }).locator("summary").click();
  await asked.page.locator("summary", { hasText: w.calendar }).click();
  await asked.page.getByRole("button", { name: w.swapAway }).first().click();
  await look(asked.page, "assistant-offers");
  await asked.page.getByRole("button", { name: w.iCan }).click();
  await asked.page.getByText(w.isMine).waitFor();
  await look(asked.page, "assistant-offers-mine");

  // What is theirs now the office proposes to exchange for a colleague's.
  await given.waitFor();
  await page.locator(".plan:not(.plan--vacant)", { hasText: chosen }).last().click();
  await press(w.exchangeWith);
  await sheet.getByLabel(w.exchangeWho, { exact: true }).selectOption({ index: 1 });
  await sheet.getByLabel(w.exchangeWhich, { exact: true }).selectOption({ index: 1 });
  await sheet.getByRole("status").locator("b").last().waitFor();
  await look(page, "office-exchange");
  await press(w.propose);
  await gone();
  await page.locator(".plan:not(.plan--vacant)", { hasText: chosen }).last().click();
  await sheet.locator(".notes li").last().waitFor();
  await look(page, "office-exchange-proposed");
  await press(w.closeUnsaved);
  await gone();
  await asked.page.locator("#exchanges").waitFor();
  await look(asked.page, "assistant-exchange");
  await asked.context.close();
}
