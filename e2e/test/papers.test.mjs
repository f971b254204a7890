// From an invoice on the screen to one on paper and back: got as PDF, read as a web page, checked by anybody.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { device, listen, openBrowser, phone, show } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { october, office } from "../lib/rooms.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof device>>} */
let elsa;
/** @type {{reference: string, hash: string}} */
let paper;
/** @type {Awaited<ReturnType<typeof office>>} */
let karin;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  karin = await office(browser, demo);
  await karin.lock("Sol");
  elsa = await device(browser, demo.person("representative", "Elsa"), { acceptDownloads: true });
  await elsa.page.getByRole("heading", { level: 1, name: /^Hej/ }).waitFor();
  const sol = demo.person("beneficiary", "Sol");
  await elsa.page.goto(`${demo.info.url}/rakning/${sol.id}/${october}`);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

test("an invoice is got as a PDF, under a name that names nobody", async () => {
  const { page } = elsa;
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Hämta som PDF" }).click()]);
  assert.equal(download.suggestedFilename(), `rakning-${october}.pdf`);
  const file = await readFile(await download.path());
  assert.equal(file.subarray(0, 5).toString("latin1"), "%PDF-");
  await page.getByText("Den innehåller personnummer").waitFor();
});

test("it is read as a web page, with its own style and for every way of reading", async () => {
  const { page, context } = elsa;
  const [opened] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: "Läs som webbsida" }).click()]);
  const heard = listen(opened);
  await opened.getByRole("heading", { level: 1, name: "Räkning för assistansersättning, oktober 2026" }).waitFor();
  await opened.getByRole("cell", { name: "250 tim 44 min" }).first().waitFor();
  await opened.waitForFunction(() => getComputedStyle(document.body).marginTop === "0px"); // the style sheet is here
  for (const [width, theme] of /** @type {const} */ ([[320, "light"], [1280, "dark"]])) {
    await show(opened, { width, height: 800 }, theme);
    assert.equal(await opened.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `nothing falls outside at ${width}`);
    await accessible(opened, `the invoice as a web page, ${width} ${theme}`);
  }
  const address = await opened.getByRole("link", { name: "Kontrollera att det här är det som låstes" }).getAttribute("href");
  const [, reference = "", hash = ""] = /#([^.]+)\.(.+)$/.exec(address ?? "") ?? [];
  paper = { reference, hash };
  heard.nothing();
  await opened.close();
  elsa.heard.nothing();
});

test("anybody checks it: by the code's address, or typed as it stands on the paper", async () => {
  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: phone });
  const page = await context.newPage();
  const heard = listen(page);
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${demo.info.url}/verifiera#${paper.reference}.${paper.hash}`);
  await page.getByRole("status").getByText("Stämmer.").waitFor();
  assert.equal(asked.some((url) => url.replace(/#.*/, "").includes(paper.hash)), false, "what stands on the paper is in no address that a server sees");
  await accessible(page, "a paper that matches");
  await show(page, { width: 320, height: 700 }, "dark");
  await accessible(page, "a paper that matches, small and dark");

  await page.getByLabel("Kontrollsumma").fill(`${paper.hash.slice(0, 63)}`);
  assert.equal(await page.getByText("Stämmer.").count(), 0, "what is being changed is not said to match");
  await page.getByRole("button", { name: "Kontrollera" }).click();
  await page.getByText("Här står 63.").waitFor();
  await accessible(page, "a checksum that is too short");
  await page.getByLabel("Kontrollsumma").fill((paper.hash.match(/.{4}/g) ?? []).join(" ").toUpperCase());
  await page.getByRole("button", { name: "Kontrollera" }).click();
  await page.getByRole("status").getByText("Stämmer.").waitFor();

  await page.getByLabel("Kontrollsumma").fill("0".repeat(64));
  await page.getByRole("button", { name: "Kontrollera" }).click();
  await page.getByRole("status").getByText("Stämmer inte.").waitFor();
  await accessible(page, "a paper that does not match");
  await page.getByRole("radio", { name: "English" }).check();
  await page.getByText("It does not match.").waitFor();
  heard.nothing();
  await context.close();
});

test("payroll comes out, and sums to the timesheets minute for minute", async () => {
  const { page } = karin;
  const { url } = demo.info;
  await page.goto(`${url}/office/payroll/${october}`);
  const get = page.getByRole("button", { name: /^Hämta underlaget/ });
  await get.click();
  await page.getByText("något står stopp för de som räknas upp").waitFor(); // nobody is paid over what can still change
  await page.getByRole("button", { name: "Lämna alla utanför" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), get.click()]);
  assert.equal(download.suggestedFilename(), `loneunderlag-${october}.xml`);
  const file = await readFile(await download.path(), "utf8");
  const paid = await page.evaluate((text) => { // the browser's own reader of XML
    const doc = new DOMParser().parseFromString(text, "application/xml");
    return [...doc.querySelectorAll("tidtrans")].map((one) => [one.getAttribute("persnr"), Number(one.querySelector("timmar")?.textContent)]);
  }, file);
  /** @type {Map<unknown, number>} */
  const sums = new Map();
  for (const [who, hours] of paid) sums.set(who, (sums.get(who) ?? 0) + Number(hours));
  const shown = await page.locator("section", { hasText: "Får lön" }).locator("tbody tr td:last-child").allTextContents();
  const minutes = (/** @type {string} */ text) => Number(/(\d+)\s*h/.exec(text)?.[1] ?? 0) * 60 + Number(/(\d+)\s*min/.exec(text)?.[1] ?? 0);
  assert.deepEqual([...sums.values()].map((hours) => Math.round(hours * 60)).sort(), shown.map(minutes).sort());
  // The list as it is shown, as a file: who is paid how long, and what is in the way, without its time.
  const [list] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^CSV/ }).click()]);
  assert.equal(list.suggestedFilename(), `lon-${october}.csv`);
  const listed = (await readFile(await list.path(), "utf8")).split("\r\n").map((line) => line.split(";"));
  const clock = (/** @type {string} */ text) => text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  assert.deepEqual(listed.filter((line) => line[2] === "Får lön").map((line) => clock(line[6] ?? "")).sort(), shown.map(minutes).sort());
  assert.ok(listed.some((line) => line[2] === "Står i vägen" && line.slice(3, 7).join("") === ""), "what is in the way is in the list, without its time");

  await unsocial(minutes);

  await page.goto(`${url}/office/sheets/${october}`);
  const lines = page.locator(".asked span.s", { hasText: "Sol Sagolund" });
  await lines.first().waitFor();
  assert.deepEqual((await lines.allTextContents()).map(minutes).sort(), shown.map(minutes).sort());
  for (const name of ["Ali", "Sara", "Sol"]) assert.ok(!file.includes(name), `${name} is named`);

  // One customer's month as one file, and nobody else's.
  await karin.month("Sol");
  const [whole] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Månaden som arkiv" }).click()]);
  assert.equal(whole.suggestedFilename(), `passbok-${october}.zip`);
  const zip = (await readFile(await whole.path())).toString("latin1");
  assert.ok(zip.includes(`${demo.person("beneficiary", "Sol").id}/manad.json`) && !zip.includes(`${demo.person("beneficiary", "Alva").id}/`), "it is Sol's month");

  // All papers of the month in one press: the invoice that is locked, and the timesheets; from the board the same, of those that are chosen.
  const [pack] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Skriv ut månadens papper" }).click()]);
  assert.equal(pack.suggestedFilename(), `papper-${october}.pdf`);
  const printed = await readFile(await pack.path());
  assert.equal(printed.subarray(0, 5).toString("latin1"), "%PDF-");
  await page.getByText("ta bort den från enheten").waitFor();
  await karin.board();
  for (const name of ["Sol", "Alva"]) await karin.line(name).getByRole("checkbox").check();
  await page.keyboard.press("v");
  const sheet = page.getByRole("dialog");
  await sheet.getByText("1 papper hos 1 kund").waitFor();
  await sheet.getByText("Varken räkningen eller någon tidsredovisning är låst.").waitFor(); // Alva is left out, and why
  await accessible(page, "whose papers would be printed");
  const [again] = await Promise.all([page.waitForEvent("download"), sheet.getByRole("button", { name: "Hämta 1 papper" }).click()]);
  assert.equal(again.suggestedFilename(), `papper-${october}.pdf`);
  await sheet.waitFor({ state: "detached" });
  await page.getByText("Papperen är hämtade.").waitFor();
  await page.goto(`${url}/office/sheets/${october}`); // and of all customers from the month's timesheets
  await page.getByRole("button", { name: "Skriv ut papper" }).click();
  await sheet.getByText("1 papper hos 1 kund").waitFor();
  const [every] = await Promise.all([page.waitForEvent("download"), sheet.getByRole("button", { name: "Hämta 1 papper" }).click()]);
  assert.equal((await readFile(await every.path())).subarray(0, 5).toString("latin1"), "%PDF-");
  await karin.context.close();
  karin.heard.nothing();
});

/** The provider says which hours are unsocial; then they are in the file and on the page, as part of what was worked. @param {(text: string) => number} minutes reads what the page shows */
async function unsocial(minutes) {
  const { page } = karin;
  await page.goto(`${demo.info.url}/office/unsocial`);
  await page.getByRole("button", { name: "Skriv en OB-tabell" }).click();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("Skriv vilken dag tabellen börjar gälla.").waitFor();
  await page.getByLabel("Gäller från").fill("2026-01-01");
  const row = page.getByRole("group", { name: "Rad 1" });
  await row.getByLabel("Kod i löneprogrammet").fill("ARB");
  await row.getByLabel("Från klockan").fill("22");
  await row.getByLabel("Till klockan").fill("6");
  for (const day of ["Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag"]) await row.getByLabel(day, { exact: true }).check();
  await page.getByText("Det som går över midnatt är två rader").waitFor();
  await page.getByText("Då skulle OB betalas som arbete en gång till.").waitFor();
  await row.getByLabel("Kod i löneprogrammet").fill("OB1");
  await row.getByLabel("Från klockan").fill("00.00");
  await row.getByLabel("Till klockan").fill("24");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("Gäller från 1 januari 2026").waitFor();
  await page.getByText("Visar det senaste").waitFor();

  await page.goto(`${demo.info.url}/office/payroll/${october}`);
  const part = page.getByRole("region", { name: /^OB-timmar/ });
  await part.waitFor();
  const active = await page.locator("section", { hasText: "Får lön" }).first().locator("tbody tr td:nth-child(3)").allTextContents();
  assert.deepEqual((await part.locator("tbody tr td").allTextContents()).map(minutes).sort(), active.map(minutes).filter(Boolean).sort()); // all hours of all days, of active time
  await page.getByRole("button", { name: "Lämna alla utanför" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^Hämta underlaget/ }).click()]);
  const sums = await page.evaluate((text) => {
    const all = [...new DOMParser().parseFromString(text, "application/xml").querySelectorAll("tidtrans")];
    return ["ARB", "OB1"].map((code) => all.filter((one) => one.querySelector("tidkod")?.textContent === code).map((one) => one.querySelector("timmar")?.textContent));
  }, await readFile(await download.path(), "utf8"));
  assert.ok((sums[0]?.length ?? 0) > 0);
  assert.deepEqual(sums[1], sums[0], "each day's active time is unsocial by this table");
}
