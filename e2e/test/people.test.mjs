// A provider from nothing to a first recorded shift and a first closed month, without a command line; and a list of people.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { clipped, desk, device, openBrowser, phone, show } from "../lib/browser.mjs";
import { startEmpty } from "../lib/empty.mjs";
import { startDemo } from "../lib/passbok.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {Awaited<ReturnType<typeof startEmpty>>} */
let empty;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  [demo, empty, browser] = await Promise.all([startDemo(), startEmpty(), openBrowser()]);
});
after(async () => {
  await browser.close();
  await demo.stop();
  await empty.stop();
});

const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" });

/** The month that is over. */
const over = new Date(Date.parse(`${today.slice(0, 7)}-01T12:00:00Z`) - 864e5).toISOString().slice(0, 7);

/** The coordinator of a provider that has nothing yet, at the office. @param {string} name */
async function founded(name) {
  const added = await demo.operate("provider", "add", name, "--orgnr", "9900000002", "--coordinator", "Karin Modell");
  const office = await device(browser, { signin: added.invited.link }, { viewport: desk });
  await office.page.getByRole("heading", { name: "Så kommer ni i gång" }).waitFor();
  return office;
}

/** What is shown is whole and accessible, on a desk and on a phone. @param {import("playwright-core").Page} page @param {string} where */
async function looks(page, where) {
  await accessible(page, where);
  await show(page, phone, "dark");
  assert.deepEqual(await clipped(page), [], where);
  await accessible(page, `${where}, on a phone in the dark`);
  await show(page, desk, "light");
}

/** Closes the first month that is over: a row, the timesheet and the invoice on paper, until all is done. @param {import("playwright-core").Page} page */
async function closes(page) {
  // The state that a press leads to may be seen before its answer has come: until then another press is not taken.
  const idle = page.locator(":not([aria-busy])");
  const press = (/** @type {string | RegExp} */ name, within = page.locator("main")) => within.getByRole("button", { name, exact: true }).and(idle).first().click();
  const sheet = page.getByRole("dialog");
  await page.goto(page.url().replace(/\d{4}-\d{2}$/, over));
  await press("Lägg till tid");
  await sheet.getByLabel("Assistent").selectOption({ label: "Tilda Norrström" });
  await sheet.getByLabel("Från", { exact: true }).fill("08.00");
  await sheet.getByLabel("Till", { exact: true }).fill("16.00");
  await press("Spara", sheet);
  const one = page.locator("article.finding", { hasText: "Tilda Norrström" });
  await press(/^Tiderna är klara/, one);
  for (const [button, state] of [["Den är utskriven", "Utskriven"], ["Båda har skrivit under", "Underskriven på papper"], ["Den är skickad", "Inlämnad på papper"]]) {
    await press(new RegExp(`^${button}`), one);
    await one.locator(".state", { hasText: state ?? "" }).waitFor();
  }
  await press("Lås räkningen");
  await sheet.getByLabel("Varför låser du ändå?").fill("Anmälan är på väg.");
  await press("Lås ändå", sheet);
  await page.getByRole("heading", { name: "Räkningen är låst" }).waitFor();
  const leaf = page.locator("section", { has: page.getByRole("heading", { name: "Räkningen på papper" }) });
  await press("Räkningen är utskriven", leaf);
  await leaf.getByRole("radio", { name: "Alva Norrby" }).check();
  await press("Pappret är underskrivet", leaf);
  await press("Pappret är postat", leaf);
  await leaf.locator("li.state--done", { hasText: "Postad" }).waitFor();
  await page.goto(`${empty.url}/office?month=${over}`);
  await page.locator("tr.is-done", { hasText: "Alva Norrby" }).getByText("Underskriven på papper och skickad.").waitFor();
}

/** Whoever started an empty server opens the link that it printed, and is the first coordinator. */
async function begun() {
  const office = await device(browser, { signin: empty.link }, { viewport: desk });
  const { page } = office;
  await page.getByRole("button", { name: "Börja", exact: true }).click();
  await page.getByText("Fyll i det här.").first().waitFor();
  assert.ok(!page.url().includes("#"), "the secret stays in the address");
  await looks(page, "the first page of all");
  await page.getByLabel("Anordnarens namn").fill("Norrsken Assistans");
  await page.getByLabel("Organisationsnummer").fill("990000-0002");
  await page.getByLabel("Ditt namn").fill("Karin Modell");
  await page.getByRole("button", { name: "Börja", exact: true }).click();
  await page.getByRole("heading", { name: "Så kommer ni i gång" }).waitFor();
  return office;
}

test("from an empty server to a first recorded shift, and a first month that is closed", async () => {
  const { context, page, heard } = await begun();
  const sheet = page.getByRole("dialog");
  const press = (/** @type {string | RegExp} */ name, within = page.locator("body")) => within.getByRole("button", { name, exact: true }).click();
  const step = async (/** @type {string} */ what) => {
    await page.getByRole("link", { name: "Månaden", exact: true }).first().click();
    await page.getByRole("link", { name: `Gör det här: ${what}` }).click();
  };
  await page.getByText("0 av 5 steg är klara.").waitFor();
  await looks(page, "the first steps");

  await step("Fyll i uppgifter om er");
  await press("Spara");
  const number = page.getByLabel("Telefon");
  await page.getByText("Fyll i det här.").waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "phone"); // the focus is where something is missing
  await looks(page, "the provider's page, with something missing");
  await number.fill("070-1740605");
  await press("Spara");
  await page.getByText("Sparat.").waitFor();

  await step("Lägg till första kunden");
  await page.getByLabel("Förnamn").fill("Alva");
  await page.getByLabel("Efternamn").fill("Norrby");
  await page.getByLabel("Personnummer eller samordningsnummer").fill("850709-9806");
  await page.getByText("En siffra är fel. Den sista siffran stämmer inte med de andra.").waitFor();
  await page.getByLabel("Personnummer eller samordningsnummer").fill("850709-9805");
  await page.getByText("Numret stämmer.").waitFor();
  await press("Spara och bjud in");
  await sheet.getByRole("heading", { name: "Bjud in Alva Norrby" }).waitFor();
  await press("Stäng", sheet);
  assert.ok(!(await page.locator("main").innerText()).includes("9805"));
  await press("Visa numret");
  await page.getByText("19850709-9805").waitFor();
  await looks(page, "a customer's page");

  await step("Skriv in kundens beslut");
  await press("Lägg till, Beslut");
  await press("Spara", sheet);
  await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "minutes");
  await looks(page, "a decision, with something missing");
  await sheet.getByLabel("Beviljade timmar").fill("110.30");
  await sheet.getByLabel("Från och med").fill("2026-01-01");
  await press("Spara", sheet);
  await page.getByText("110.30 h per vecka, Försäkringskassan").waitFor();

  await step("Lägg till assistenter");
  await page.getByLabel("Förnamn").fill("Tilda");
  await page.getByLabel("Efternamn").fill("Norrström");
  await page.getByLabel("Kollektivavtalets namn").fill("Exempelavtalet");
  await page.getByLabel("Från och med").first().fill(`${over}-01`);
  await page.getByLabel("Skickad").fill(today);
  await looks(page, "somebody new");
  await press("Spara och bjud in");
  await press("Gör en länk", sheet);
  await sheet.getByRole("img", { name: /^QR-kod/ }).waitFor();
  await looks(page, "an invitation");
  const link = await sheet.getByRole("textbox", { name: "Länk" }).inputValue();
  await press("Stäng", sheet);
  for (const name of ["Uppdrag", "Anställning", "Anmälan till Försäkringskassan (3066)"]) await becomes(() => page.getByRole("region", { name }).getByRole("listitem").count(), 1, name);
  await page.getByText("inte mottagen än").waitFor();
  await looks(page, "an assistant's page");
  await press("Visa adresserna");
  await page.getByText("Inget är sagt.").waitFor();
  await press("Lägg till, Mejl och SMS");
  await sheet.getByLabel("E-post").fill("tilda@example");
  await press("Spara", sheet);
  await sheet.getByText("Skriv adressen som namn@exempel.se.").waitFor();
  await sheet.getByLabel("E-post").fill("tilda@pahittet.example");
  await sheet.getByLabel("Mobil för SMS").fill("+46 70 174 06 90");
  await sheet.getByLabel("När en avisering inte når fram").selectOption({ label: "SMS, sedan mejl" });
  await looks(page, "how somebody is reached, being written");
  await press("Spara", sheet);
  await page.getByText("070-174 06 90").waitFor();
  await page.getByText("SMS, sedan mejl. Svenska.").waitFor();
  await page.getByRole("link", { name: "Månaden", exact: true }).first().click();
  await page.getByRole("rowheader", { name: "Alva Norrby" }).or(page.getByRole("heading", { name: /^Inga kunder/ })).first().waitFor();
  assert.equal(await page.getByRole("heading", { name: "Så kommer ni i gång" }).count(), 0);

  const assistant = await device(browser, { signin: link });
  await assistant.page.getByRole("button", { name: "Starta hos Alva N.", exact: true }).click();
  await assistant.page.getByRole("button", { name: "Stopp", exact: true }).click();
  await assistant.page.getByRole("button", { name: "Starta hos Alva N.", exact: true }).waitFor(); // until then the header tells of what was before
  await assistant.page.getByText("Allt är mottaget", { exact: true }).waitFor();
  assistant.heard.nothing();
  await assistant.context.close();

  await page.getByRole("link", { name: "Personer", exact: true }).first().click();
  await page.getByRole("listitem").filter({ hasText: "Tilda Norrström" }).getByText("Är inne").waitFor();
  await looks(page, "the people");
  await page.getByRole("link", { name: "Alva Norrby" }).click();
  await page.getByRole("link", { name: "Månaden", exact: true }).last().click();
  await page.getByText("Tilda Norrström").first().waitFor();
  await closes(page);
  heard.nothing();
  await context.close();
});

test("a paper is changed, ended, removed and put back, by keyboard alone", async () => {
  const { context, page, heard } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  await page.getByRole("link", { name: "Personer", exact: true }).first().click();
  await page.getByRole("link", { name: "Kim Utkastberg" }).click();
  const stays = page.getByRole("region", { name: "Sjukhus och resor" });
  await stays.waitFor();
  await becomes(() => page.evaluate(() => document.activeElement?.id), "main", "the focus is at the beginning of the page"); // from there on nothing takes it away
  await stays.getByRole("button").focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  const toast = (/** @type {string} */ said) => page.locator(".toast", { hasText: said });
  await sheet.getByLabel("Börjar", { exact: true }).fill("2026-11-02");
  await sheet.getByLabel("Börjar, klockan").fill("9");
  await sheet.getByLabel("Slutar", { exact: true }).fill("2026-11-01");
  await sheet.getByLabel("Slutar, klockan").fill("9");
  await sheet.getByRole("button", { name: "Spara", exact: true }).focus();
  await page.keyboard.press("Enter");
  await sheet.getByText("Det här kan inte vara före början.").waitFor();
  await sheet.getByLabel("Slutar", { exact: true }).fill("2026-11-03");
  await sheet.getByRole("button", { name: "Spara", exact: true }).focus();
  await page.keyboard.press("Enter");
  await stays.getByText("Har slutat (1)").click();
  await stays.getByRole("button", { name: /^Ändra, På sjukhus/ }).click();
  await sheet.getByRole("button", { name: "Ta bort" }).click();
  await stays.getByText("Inget.").waitFor();
  await toast("Borttaget.").waitFor(); // before it is said, Ångra takes back what was saved
  await page.getByRole("button", { name: "Ångra" }).click();
  await stays.getByText("Har slutat (1)").waitFor();
  await toast("Det är ångrat.").waitFor();

  const assistants = page.getByRole("region", { name: "Assistenter" });
  const before = await assistants.getByRole("listitem").count();
  await assistants.getByRole("button", { name: /^Ändra/ }).first().focus(); // it may lie under what was just said
  await page.keyboard.press("Enter");
  await sheet.getByRole("button", { name: "Avsluta i dag" }).click();
  await assistants.getByText(/ – /).waitFor();
  await becomes(() => assistants.getByRole("listitem").count(), before); // the last day is whole
  await toast("Sparat.").waitFor();
  await page.getByRole("button", { name: "Ångra" }).click();
  await assistants.getByText(/ – /).waitFor({ state: "detached" });

  // Somebody's work ends, with everything that follows from it; and that is taken back.
  await page.goto(`${demo.info.url}/office/people/${demo.person("assistant", "Lina").id}/leave`);
  await page.getByRole("heading", { name: "Avsluta arbetet för Lina Sagoborg" }).waitFor();
  const ends = page.getByRole("button", { name: /^Avsluta för Lina Sagoborg / });
  await ends.waitFor();
  await accessible(page, "what follows when somebody leaves");
  await ends.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Lina Sagoborg slutar" }).waitFor();
  await accessible(page, "somebody who leaves");
  await page.getByRole("button", { name: "Ångra avslutet" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Avslutet är ångrat.").waitFor();
  await ends.waitFor();

  // Decisions and registrations, as they are shown, as files.
  await page.getByRole("link", { name: "Personer", exact: true }).first().click();
  await page.getByRole("link", { name: "Anmälningar och beslut" }).click();
  await page.getByRole("radio", { name: /^Alla/ }).check();
  await accessible(page, "registrations and decisions");
  const told = page.getByRole("region", { name: /3066/ });
  const [file] = await Promise.all([page.waitForEvent("download"), told.getByRole("button", { name: /^CSV/ }).click()]);
  assert.equal(file.suggestedFilename(), "anmalningar.csv");
  assert.match(await readFile(await file.path(), "utf8"), /Lina Sagoborg/);
  heard.nothing();
  await context.close();
});

test("an end whose answer is lost, and one that is not whole: the same is tried until all of it is done", async () => {
  await demo.restart(); // an invitation is for one device: this makes new ones
  const { context, page } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  await page.getByRole("link", { name: "Personer", exact: true }).first().waitFor();
  await page.goto(`${demo.info.url}/office/people/${demo.person("assistant", "Lina").id}/leave`);
  const ends = page.getByRole("button", { name: /^Avsluta för Lina Sagoborg / });
  await ends.waitFor();
  // It is written, and its answer is lost; then the server says that links are left. The same is asked each time.
  /** @type {string[]} */
  const asked = [];
  await page.route("**/leave", async (route) => {
    asked.push(JSON.parse(route.request().postData() ?? "{}").id);
    if (asked.length === 1) {
      await route.fetch();
      await route.abort();
    } else if (asked.length === 2) {
      await route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify({ code: "leave_links", message: { sv: "Länkarna är kvar.", en: "Links are left." } }) });
    } else await route.continue();
  });
  await ends.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Vi vet inte om arbetet är avslutat för Lina Sagoborg" }).waitFor();
  await accessible(page, "an end whose answer was lost");
  await page.getByRole("button", { name: "Försök igen" }).click();
  await page.getByRole("heading", { name: "Allt är inte avslutat än för Lina Sagoborg" }).waitFor();
  await page.getByRole("heading", { name: "Det här är inte klart" }).waitFor();
  await page.getByRole("button", { name: "Försök igen" }).click();
  await page.getByRole("heading", { name: "Lina Sagoborg slutar" }).waitFor();
  assert.equal(asked.length, 3);
  assert.equal(new Set(asked).size, 1, "the same command, however often it is tried");
  await page.getByRole("button", { name: "Ångra avslutet" }).click();
  await page.getByText("Avslutet är ångrat.").waitFor();
  await context.close();
});

test("a list of people: what is wrong is named, then it is read in once", async () => {
  const { context, page, heard } = await founded("Midnattssol Assistans");
  await page.getByRole("link", { name: "Personer", exact: true }).first().click();
  await page.getByRole("link", { name: "Läs in en fil" }).click();
  const lines = ["roll;förnamn;efternamn;personnummer;från;kund", "kund;Bo;Sol;850709-9805;2026-01-01", "assistent;Nina;Sol;850709-9806;1/1;850709-9805"];
  await page.getByRole("button", { name: "Granska" }).click();
  await page.getByText("Välj en fil eller klistra in raderna först.").waitFor();
  await page.getByLabel("Eller klistra in raderna").fill(lines.join("\n"));
  await page.getByRole("button", { name: "Granska" }).click();
  await page.getByText("1 rad behöver rättas. Inget är sparat.").waitFor();
  await becomes(() => page.getByRole("table").getByRole("row").count(), 3); // its header, and two problems of line 3
  await looks(page, "a list with problems");
  // A spreadsheet's own: Windows-1252, commas.
  const file = Buffer.from("role,first name,last name,personal number,from,customer\r\ncustomer,Åke,Sol,850709-9805,2026-01-01,\r\nassistant,Nina,Sol,701063-2391,2026-01-01,850709-9805\r\n", "latin1");
  await page.getByLabel("Välj en fil").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: file });
  await page.getByRole("button", { name: "Granska" }).click();
  await page.getByText("2 personer är nya. 0 finns redan och hoppas över.").waitFor();
  await looks(page, "a list that is well");
  await page.getByRole("button", { name: "Läs in 2 personer" }).click();
  await page.getByText("2 personer är inlästa.").waitFor();
  await page.getByRole("link", { name: "Till personerna" }).click();
  await page.getByRole("link", { name: "Åke Sol" }).waitFor();
  await page.getByRole("link", { name: "Nina Sol" }).click();
  await page.getByRole("region", { name: "Uppdrag" }).getByText("Åke Sol").waitFor();
  heard.nothing();
  await context.close();
});
