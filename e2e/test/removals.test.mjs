// What is taken away is away, and what is taken back is back, once the page has been opened anew: the server has agreed.
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { desk, device, openBrowser, phone, show } from "../lib/browser.mjs";
import { day, spoken, weekOf } from "../lib/days.mjs";
import { taken } from "../lib/disk.mjs";
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

// Kim's early mornings are free in the demo.
const date = day(-3);

test("a plan, a template, an absence, an offer and a wish are taken away and back, and stay so", async () => {
  const { page, context, heard } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  const kim = demo.person("beneficiary", "Kim").id;
  await page.getByRole("link", { name: "Schema" }).first().waitFor();
  await page.goto(`${demo.info.url}/office/plan/${kim}/${weekOf(date)}`);
  const column = page.locator(".day", { has: page.getByRole("heading", { name: spoken(date) }) });
  const sheet = page.getByRole("dialog");
  const press = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: typeof name === "string" }).click();
  const said = (/** @type {string | RegExp} */ words) => page.getByText(words).first().waitFor();
  /** What the server has said is on the page; what it refused is not. */
  const anew = async () => {
    await taken(page);
    await page.reload();
    await column.waitFor();
    await page.locator(".plan").first().waitFor();
  };
  /** @param {string} assistant @param {string} from @param {string} to */
  const add = async (assistant, from, to) => {
    await press(`Lägg till, ${spoken(date)}`);
    if (assistant) await page.getByLabel("Assistent", { exact: true }).selectOption({ label: assistant });
    await page.getByLabel("Från", { exact: true }).fill(from);
    await page.getByLabel("Till", { exact: true }).fill(to);
    await press("Spara");
  };
  const card = (/** @type {string} */ span) => column.getByRole("button", { name: new RegExp(`^${span}`) });

  await add("Lina Sagoborg", "01.00", "02.00");
  await card("01.00–02.00").click();
  await press("Ta bort passet");
  await said("Passet är borttaget.");
  await press("Ångra");
  await card("01.00–02.00").click();
  await press("Ta bort passet");
  await card("01.00–02.00").waitFor({ state: "detached" });
  await anew();
  await becomes(() => card("01.00–02.00").count(), 0, "a plan");

  await press("Mallar");
  await sheet.getByLabel("Mallens namn").fill("Vanlig vecka");
  await sheet.getByText(/sparas i mallen\.$/).waitFor(); // before the month has been fetched nothing is saved of it
  await sheet.getByRole("button", { name: "Spara som mall" }).click();
  await sheet.getByText("Vanlig vecka").waitFor();
  await sheet.getByRole("button", { name: /^Ta bort.*Vanlig vecka/ }).click();
  await sheet.getByText("Vanlig vecka").waitFor({ state: "detached" });
  await anew();
  await press("Mallar");
  await sheet.getByText("Ingen mall är sparad än.", { exact: false }).waitFor();
  await page.keyboard.press("Escape");

  await press("Frånvaro");
  await sheet.getByRole("combobox").selectOption({ label: "Lina Sagoborg" });
  await sheet.getByRole("radio", { name: "Ledig" }).check();
  await sheet.getByLabel("Från och med").fill(date);
  await sheet.getByLabel("Till och med").fill(date);
  await sheet.getByText(/^Lina Sagoborg har inget planerat då\.|blir vakant/).first().waitFor();
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await said(/^Lina Sagoborg är borta/);
  await anew();
  await page.getByRole("button", { name: /^Ta bort frånvaron/ }).click();
  await said("Frånvaron är borttagen.");
  await anew();
  await becomes(() => page.getByText(/^Lina Sagoborg är borta/).count(), 0, "an absence");

  await add("", "02.00", "03.00");
  await card("02.00–03.00").click();
  await press("Visa vilka som kan");
  await page.getByLabel("Lina Sagoborg", { exact: true }).check();
  await page.getByRole("button", { name: /^Erbjud / }).click();
  await column.getByText("Erbjudet", { exact: true }).waitFor();
  await card("02.00–03.00").click();
  await press("Ta tillbaka erbjudandet");
  await column.getByText("Erbjudet", { exact: true }).waitFor({ state: "detached" });
  await anew();
  await becomes(() => column.getByText("Erbjudet", { exact: true }).count(), 0, "an offer");

  await add("Lina Sagoborg", "03.00", "04.00");
  await card("03.00–04.00").waitFor(); // the other one can be published without it
  await page.getByRole("button", { name: /^Publicera \d/ }).click();
  await sheet.getByRole("button", { name: /^Publicera/ }).click();
  await said(/publicera(t|de)\.$/);
  const lina = await device(browser, demo.person("assistant", "Lina"), { viewport: phone });
  await lina.page.getByRole("link", { name: "Schema" }).click();
  await lina.page.locator("summary", { hasText: "byta bort" }).click();
  await lina.page.getByRole("button", { name: `Byt bort, ${spoken(date)} 03.00–04.00` }).click();
  await column.getByText("Vill byta", { exact: true }).waitFor();
  await lina.page.getByRole("button", { name: `Jag arbetar passet, ${spoken(date)} 03.00–04.00` }).click();
  await column.getByText("Vill byta", { exact: true }).waitFor({ state: "detached" });

  await page.goto(`${demo.info.url}/office/people/${kim}`);
  const stays = page.getByRole("region", { name: "Sjukhus och resor" });
  await stays.getByRole("button").first().click();
  await sheet.getByLabel("Börjar", { exact: true }).fill("2026-11-02");
  await sheet.getByLabel("Börjar, klockan").fill("9");
  await sheet.getByLabel("Slutar", { exact: true }).fill("2026-11-03");
  await sheet.getByLabel("Slutar, klockan").fill("9");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await stays.getByText("Har slutat (1)").click();
  await stays.getByRole("button", { name: /^Ändra, På sjukhus/ }).click();
  await sheet.getByRole("button", { name: "Ta bort" }).click();
  await stays.getByText(/^Har slutat/).waitFor({ state: "detached" });
  await taken(page);
  await page.reload();
  await stays.getByText("Inget.").waitFor();
  await becomes(() => stays.getByText(/^Har slutat/).count(), 0, "a stay");
  heard.nothing();
  lina.heard.nothing();
  await context.close();
  await lina.context.close();
});

test("what the server does not take is said in every room, with why, until it has been read", async () => {
  await demo.restart(); // an invitation is for one device: this makes new ones
  const { page, context, heard } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  await page.getByRole("link", { name: "Schema" }).first().waitFor();
  await page.goto(`${demo.info.url}/office/plan/${demo.person("beneficiary", "Kim").id}/${weekOf(date)}`);
  await page.getByRole("button", { name: `Lägg till, ${spoken(date)}` }).waitFor();
  // A fault of the app's that nobody has thought of.
  await page.route("**/sync", (route) => route.continue({ postData: (route.request().postData() ?? "").replace('"kind":"active"', '"kind":"dreaming"') }));
  await page.getByRole("button", { name: `Lägg till, ${spoken(date)}` }).click();
  await page.getByLabel("Från", { exact: true }).fill("04.00");
  await page.getByLabel("Till", { exact: true }).fill("05.00");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  const told = page.locator("section", { has: page.getByRole("heading", { name: "1 ändring togs inte emot" }) });
  await told.getByText("Pass i schemat").waitFor();
  await becomes(() => page.locator(".plan", { hasText: "04.00–05.00" }).count(), 0, "what was not taken is not planned");
  await told.getByText("Det som gällde innan gäller fortfarande.", { exact: false }).waitFor();
  await accessible(page, "what was not taken");
  for (const [size, theme] of /** @type {const} */ ([[phone, "dark"], [desk, "light"]])) {
    await show(page, size, theme);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/refused-${theme}-${size.width}.png` });
    await accessible(page, `what was not taken, ${theme}`);
  }
  await page.goto(`${demo.info.url}/office`);
  await told.getByRole("button", { name: "Jag har läst det" }).click();
  await told.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await becomes(() => told.count(), 0);
  heard.nothing(["bad_choice"]);
  await context.close();
});
