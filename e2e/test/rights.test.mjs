// What the office offers whom: an auditor reads, and a coordinator who does not sign gives nobody the right to.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { desk, device, openBrowser } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { founded, uuidv7 } from "../lib/provider.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof founded>>} */
let karin;

const from = "2020-01-01";
const [nils, asta, alva, samir, plan] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()];

/** A day from today on, and a clock of it, as an instant. @param {number} days @param {number} hour */
const at = (days, hour) => {
  const day = new Date(Date.now() + days * 864e5).toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" });
  const zone = new Intl.DateTimeFormat("en", { timeZone: "Europe/Stockholm", timeZoneName: "longOffset" }).format(new Date(`${day}T12:00:00Z`)).split("GMT")[1];
  return `${day}T${String(hour).padStart(2, "0")}:00${zone}`;
};

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  karin = await founded(demo, "Norrby Assistans");
  await karin.write([
    [`person/${nils}`, { name: "Nils Modell" }], [`person/${asta}`, { name: "Asta Revisor" }], [`person/${alva}`, { name: "Alva Norrby" }], [`person/${samir}`, { name: "Samir Norrby" }],
    [`membership/${uuidv7()}`, { person: nils, role: "coordinator", signs: "no", from }], [`membership/${uuidv7()}`, { person: asta, role: "auditor", from }],
    [`membership/${uuidv7()}`, { person: alva, role: "beneficiary", from }], [`membership/${uuidv7()}`, { person: samir, role: "assistant", from }],
    [`engagement/${uuidv7()}`, { assistant: samir, beneficiary: alva, from }],
    [`plan/${plan}`, { beneficiary: alva, kind: "active", start: at(1, 8), end: at(1, 12) }],
    [`reach/${samir}`, { person: samir, mail: "samir@example.se", ways: ["mail"], lang: "sv" }],
  ]);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

test("an auditor is offered nothing that the server keeps from them", async () => {
  const { page, heard } = await device(browser, { signin: await karin.invite(asta) }, { viewport: desk });
  await page.getByText("Du läser, och ändrar inget").first().waitFor();
  await page.goto(`${demo.info.url}/office/inbox`);
  const one = page.locator(".inbox__one", { hasText: "Vakant pass" });
  await one.getByRole("button", { name: /^Avgör här/ }).click();
  await one.locator(".inbox__here").getByRole("link", { name: "Öppna" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Visa vilka som kan" }).count(), 0);
  /** @type {[string, string][]} Each page, and what is on it once it is whole. */
  const pages = [["inbox", ".inbox__one"], ["people", "main :text('Samir Norrby')"], ["provider", "main .one-form"], [`people/${samir}`, "#s-way"]];
  for (const [path, whole] of pages) {
    await page.goto(`${demo.info.url}/office/${path}`);
    await page.locator(whole).first().waitFor();
    for (const kept of [/ladda ned listan/, "Kopplingar", "Servern", "Löneunderlag"]) assert.equal(await page.locator("main").getByRole("button", { name: kept }).or(page.locator("main").getByRole("link", { name: kept })).count(), 0, `${path}: ${String(kept)}`);
    assert.equal(await page.locator("#s-feeds").count(), 0, path);
  }
  await accessible(page, "a person, to an auditor");
  heard.nothing();
});

test("a page that is not for whoever opens it says so, and whom to ask, and offers nothing to try again", async () => {
  const { page } = await device(browser, { signin: await karin.invite(asta) }, { viewport: desk });
  await page.getByText("Du läser, och ändrar inget").first().waitFor();
  await page.goto(`${demo.info.url}/office/payroll/${at(0, 8).slice(0, 7)}`);
  await page.getByRole("heading", { name: "Sidan är inte för dig" }).waitFor();
  await page.getByText("Be en arbetsledare på kontoret").waitFor();
  assert.equal(await page.locator("main").getByRole("button", { name: "Försök igen" }).count(), 0);
  await accessible(page, "a page that is not for an auditor");
});

test("who does not sign gives nobody the right to, and does not end the last who does", async () => {
  const { page, heard } = await device(browser, { signin: await karin.invite(nils) }, { viewport: desk });
  await page.getByRole("link", { name: "Schema" }).first().waitFor(); // in: the way in has a heading too
  await page.goto(`${demo.info.url}/office/people/new?role=coordinator`);
  const signs = page.getByLabel("Får skriva under tidsredovisningar för oss");
  await signs.waitFor();
  await becomes(() => signs.locator("option").allTextContents(), ["Nej"]);

  await page.goto(`${demo.info.url}/office/people/${karin.person}`);
  await page.getByRole("button", { name: /^Ändra, Arbetsledare/ }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText("Det här är den sista som får skriva under för er.").waitFor();
  for (const name of ["Avsluta i dag", "Ta bort"]) assert.equal(await sheet.getByRole("button", { name, exact: true }).count(), 0, name);
  await accessible(page, "the last signer, to somebody who does not sign");
  await sheet.getByLabel("Från och med").fill("2020-02-02");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await sheet.getByText("Inget är sparat.").waitFor();
  heard.nothing();
});

test("an address that was removed is there again when it is written", async () => {
  const { page, heard } = await device(browser, { signin: await karin.invite(nils) }, { viewport: desk });
  await page.getByRole("link", { name: "Schema" }).first().waitFor(); // in: the way in has a heading too
  await page.goto(`${demo.info.url}/office/people/${samir}`);
  const leaf = page.locator("section", { has: page.getByRole("heading", { name: "Mejl och SMS" }) });
  const sheet = page.getByRole("dialog");
  await leaf.getByRole("button", { name: /Visa adresserna/ }).click();
  await leaf.getByRole("button", { name: /^Ändra/ }).click();
  await sheet.getByRole("button", { name: "Ta bort" }).click();
  await leaf.getByText("Inget är sagt.").waitFor();
  await leaf.getByRole("button", { name: /^Lägg till/ }).click();
  await becomes(() => sheet.getByLabel("E-post").inputValue(), "", "what was removed is not suggested");
  await sheet.getByLabel("E-post").fill("samir@norrby.se");
  await sheet.getByLabel("När en avisering inte når fram").selectOption({ index: 1 });
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await leaf.getByText("samir@norrby.se").waitFor();
  for (let tries = 0; ; tries++) {
    const doc = (await karin.read([`reach/${samir}`])).find((/** @type {any} */ one) => one.doc === `reach/${samir}`);
    if (doc?.fields.mail === "samir@norrby.se" && doc.fields.void === undefined) break;
    assert.ok(tries < 50, JSON.stringify(doc));
    await new Promise((later) => setTimeout(later, 200));
  }
  heard.nothing();
});
