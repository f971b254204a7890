// Two shifts are exchanged: proposed by the office with keys alone, agreed to on two phones, one of them without network.
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { desk, device, openBrowser, phone } from "../lib/browser.mjs";
import { day, spoken, weekOf } from "../lib/days.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { until } from "../lib/push.mjs";

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

// Kim's early mornings are free in the demo. Lina works the first, another who assists Kim the second.
const [first, second] = [day(-3), day(-4)];
const [firsts, seconds] = ["05.00–06.00", "05.30–06.30"];

/** Plans a shift of Kim's and publishes it. @param {import("playwright-core").Page} page @param {string} url @param {string} date @param {string} who @param {string} span */
async function plan(page, url, date, who, span) {
  await page.goto(`${url}/${weekOf(date)}`);
  const column = page.locator(".day", { has: page.getByRole("heading", { name: spoken(date) }) });
  await column.getByRole("button", { name: `Lägg till, ${spoken(date)}` }).click();
  await page.getByLabel("Assistent", { exact: true }).selectOption({ label: who });
  const [from = "", to = ""] = span.split("–");
  await page.getByLabel("Från", { exact: true }).fill(from);
  await page.getByLabel("Till", { exact: true }).fill(to);
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await column.getByRole("button", { name: new RegExp(`^${span} ${who}`) }).waitFor();
  await page.getByRole("button", { name: /^Publicera \d/ }).click();
  await page.getByRole("button", { name: /^Publicera \d+ pass$/ }).click();
  await page.getByText(/publicera(t|de)\.$/).waitFor();
}

/** A card of the office's week. @param {import("playwright-core").Page} page @param {string} url @param {string} date @param {string} span @param {string} who */
async function card(page, url, date, span, who) {
  const path = `${url}/${weekOf(date)}`;
  if (page.url() !== path) await page.goto(path);
  return page.locator(".day", { has: page.getByRole("heading", { name: spoken(date) }) }).getByRole("button", { name: new RegExp(`^${span} ${who}`) });
}

test("two assistants exchange shifts: whole once both have said yes, and not at all where one says no", async () => {
  const office = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const { page } = office;
  const url = `${demo.info.url}/office/plan/${demo.person("beneficiary", "Kim").id}`;
  await page.getByRole("link", { name: "Schema" }).first().waitFor(); // in, before another page is opened
  const lina = await device(browser, demo.person("assistant", "Lina"), { viewport: phone });
  await page.goto(`${url}/${weekOf(first)}`);
  await page.getByRole("button", { name: /^Lägg till, / }).first().click();
  let other = "";
  await until(async () => (other = (await page.getByLabel("Assistent", { exact: true }).locator("option").allTextContents()).find((name) => name.includes(" ") && name !== "Lina Sagoborg" && demo.info.people.some((p) => p.role === "assistant" && p.name === name)) ?? "") !== ""); // somebody else assists Kim
  await page.keyboard.press("Escape");
  const bo = await device(browser, demo.person("assistant", other), { viewport: phone });
  await plan(page, url, first, "Lina Sagoborg", firsts);
  await plan(page, url, second, other, seconds);

  // The office proposes it, by keys alone.
  const propose = async () => {
    await (await card(page, url, first, firsts, "Lina Sagoborg")).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Byt med…" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Byt med", { exact: true }).selectOption({ label: other });
    const which = page.getByLabel("Mot vilket pass?", { exact: true });
    await which.selectOption({ label: (await which.locator("option", { hasText: seconds }).first().textContent()) ?? "" });
    await page.getByText(`Lina Sagoborg får ${spoken(second)} ${seconds} hos Kim Utkastberg.`, { exact: true }).waitFor();
    await page.getByText(`${other} får ${spoken(first)} ${firsts} hos Kim Utkastberg.`, { exact: true }).waitFor();
    await accessible(page, "proposing an exchange");
    await page.getByRole("button", { name: "Föreslå bytet" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(`Bytet är föreslaget för Lina Sagoborg och ${other}.`).waitFor();
  };
  await propose();
  await (await card(page, url, first, firsts, "Lina Sagoborg")).getByText("Byte föreslaget", { exact: true }).waitFor();

  // One says no: nothing changes hands, whoever had said yes is told, and the office has it in its list.
  const asked = (/** @type {import("playwright-core").Page} */ at) => at.getByRole("article").filter({ has: at.getByRole("heading", { name: "Byte med en kollega" }) });
  for (const { page: at } of [lina, bo]) await at.getByRole("link", { name: "Schema" }).click();
  await asked(lina.page).getByText("Du lämnar").waitFor();
  await accessible(lina.page, "an exchange that is proposed");
  await asked(lina.page).getByRole("button", { name: /^Ja, jag kan/ }).click();
  await asked(lina.page).getByText("Du har sagt ja. Du får besked här.", { exact: true }).waitFor();
  await asked(bo.page).getByRole("button", { name: /^Nej, jag kan inte/ }).click();
  await asked(lina.page).getByText("Din kollega kunde inte.").waitFor();
  await asked(bo.page).waitFor({ state: "detached" });
  await (await card(page, url, second, seconds, other)).waitFor();
  await (await card(page, url, first, firsts, "Lina Sagoborg")).waitFor();
  await page.getByRole("link", { name: /Att göra/ }).first().click();
  const item = page.getByText(`Lina Sagoborg och ${other} byter inte pass: ${other} sa nej.`, { exact: false });
  await item.waitFor();
  await page.getByRole("button", { name: /^Avgör här.*Bytet blev inte av/ }).click();
  await page.getByText(`Bytet blev inte av: ${other} sa nej. Passen är som de var.`).waitFor();
  await accessible(page, "an exchange that came to nothing, in the list");
  await page.getByRole("button", { name: "Låt passen vara som de är" }).click();
  await item.waitFor({ state: "detached" });

  // Proposed once more: both say yes, one of them without network, and both shifts change hands.
  await propose();
  await asked(bo.page).getByRole("button", { name: /^Ja, jag kan/ }).waitFor();
  await bo.context.setOffline(true);
  await asked(bo.page).getByRole("button", { name: /^Ja, jag kan/ }).click();
  await asked(bo.page).getByText(/Svaret skickas när det finns nät/).waitFor();
  const newest = asked(lina.page).filter({ has: lina.page.getByRole("button") });
  await newest.getByRole("button", { name: /^Ja, jag kan/ }).click();
  await newest.getByText("Du har sagt ja. Du får besked här.", { exact: true }).waitFor();
  await (await card(page, url, first, firsts, "Lina Sagoborg")).waitFor();
  await bo.context.setOffline(false);
  await bo.page.evaluate(() => dispatchEvent(new Event("online")));
  for (const { page: at } of [lina, bo]) await asked(at).getByText("Bytet är klart. Det står i schemat.").waitFor();
  await accessible(bo.page, "an exchange that is done");
  await (await card(page, url, first, firsts, other)).waitFor();
  const theirs = await card(page, url, second, seconds, "Lina Sagoborg");
  await theirs.click();
  await page.getByText("Passet gick till Lina Sagoborg i ett byte som båda sa ja till.").waitFor();
  for (const { heard } of [office, lina, bo]) heard.nothing();
});
