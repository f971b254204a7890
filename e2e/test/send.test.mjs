// Timesheets over ELT, as the coordinator sees them: signs all for the provider in one sitting, sends; one is turned down, corrected,
// signed again, received; another's answer is lost. The board is right at each step.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { approving, caller, sheetOf, signs } from "../lib/bankid.mjs";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { desk, openBrowser, show } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { until } from "../lib/push.mjs";
import { october, office } from "../lib/rooms.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {() => Promise<void>} */
let stop = async () => undefined;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});
after(async () => {
  await stop();
  await browser.close();
  await demo.stop();
});

test("the coordinator signs all, sends, corrects what comes back, and it is received", async () => {
  const sol = demo.person("beneficiary", "Sol").id;
  const [ali, sara] = await Promise.all([caller(demo, demo.person("assistant", "Ali")), caller(demo, demo.person("assistant", "Sara"))]);
  stop = approving(demo);
  const [karin] = await Promise.all([office(browser, demo), signs(ali, sol, october), signs(sara, sol, october)]);
  await stop(); // from here on nobody says yes until it is said so
  const { page } = karin;
  const dialog = page.getByRole("dialog");
  const card = (/** @type {string} */ name) => page.locator("article.finding", { hasText: name });
  const stands = (/** @type {string} */ name, /** @type {string} */ how) => card(name).locator(".state", { hasText: how }).waitFor();
  const breaks = (/** @type {any} */ faults) => fetch(new URL("/admin/elt/faults", demo.info.fk), { method: "POST", body: JSON.stringify(faults) });
  const board = async (/** @type {string[]} */ ...cells) => {
    await karin.board();
    for (const cell of cells) await karin.line("Sol").getByRole("cell", { name: cell }).waitFor();
  };

  await board("Underskrivna: behöver dig. 0 av 2", "Skickade: inte än.");
  await karin.month("Sol");
  await page.getByRole("button", { name: "Skriv under 2 tidsredovisningar" }).click();
  await dialog.waitFor();
  await show(page, desk, "light"); // its colours are at rest once it has slid in
  await accessible(page, "what will be signed");
  await dialog.getByRole("button", { name: "Skriv under 2 tidsredovisningar" }).click();
  await dialog.getByRole("heading", { name: "1 av 2" }).waitFor();
  const code = dialog.locator("svg.eid__qr");
  await code.waitFor();
  await page.reload(); // what was begun goes on
  await code.waitFor();

  // And in another tab, which knows only what the server does: the one that is being signed, and after it the others are looked through.
  await page.goto("about:blank");
  const tab = await karin.context.newPage();
  const other = tab.getByRole("dialog");
  await tab.goto(`${demo.info.url}/office/${sol}/${october}`);
  await other.locator("svg.eid__qr").waitFor();
  stop = approving(demo);
  await other.getByRole("button", { name: "1 väntar till: titta igenom" }).click();
  await other.getByRole("heading", { name: "Det här skrivs under" }).waitFor();
  await other.getByRole("button", { name: "Börja skriva under" }).click();
  await other.getByRole("heading", { name: "Allt är underskrivet: 1" }).waitFor();
  await accessible(tab, "a sitting that went on in another tab");
  await tab.close();
  await karin.month("Sol");
  await Promise.all([stands("Ali", "Underskriven av båda"), stands("Sara", "Underskriven av båda")]);
  assert.equal(await dialog.count(), 0, "nothing of the sitting is left");
  await board("Underskrivna: klart. 2 av 2", "Skickade: behöver dig. 2 att skicka");
  await karin.month("Sol");

  // Försäkringskassan does not take one, and says why; the other arrives.
  await breaks({ xml_error: "Elementet telefonnummerAnordnare är för kort." });
  await card("Ali").getByRole("button", { name: /^Skicka till/ }).click();
  await stands("Ali", "tog inte emot");
  await card("Ali").locator("q", { hasText: "telefonnummerAnordnare" }).first().waitFor();
  await board("Underskrivna: klart. 2 av 2", "Skickade: fel. 1 fel");

  // The other arrives, and the answer is lost: nobody knows, and that is said. The same again gives the receipt.
  await karin.month("Sol");
  await breaks({ lost_answer: true });
  await card("Sara").getByRole("button", { name: /^Skicka till/ }).click();
  await stands("Sara", "Osäkert om den kom fram");
  await card("Sara").getByText("Vi vet inte om Försäkringskassan har fått den", { exact: false }).waitFor();
  await accessible(page, "timesheets that were sent");
  await breaks({});
  await card("Sara").getByRole("button", { name: /^Skicka igen/ }).click({ timeout: 5_000 }).catch(() => undefined); // unless its turn has come by itself
  await stands("Sara", "Mottagen");
  const taken = await (await fetch(new URL("/admin/elt/timesheets", demo.info.fk))).json();
  assert.deepEqual(taken.map((/** @type {any} */ one) => one.came > 1), [true], "it came more than once, and is there once");

  // Corrected, signed again by both, and sent: a new version, with what has changed since the one that was sent.
  await karin.month("Sol");
  await card("Ali").getByRole("button", { name: /^Öppna igen/ }).click();
  await page.getByLabel("Varför öppnar du den?").fill("fel tid");
  await dialog.getByRole("button", { name: "Öppna igen" }).click();
  await stands("Ali", "Inte klar");
  const asSent = (await sheetOf(ali, sol, october)).hash;
  await page.locator("table.rows tbody tr", { hasText: "Ali" }).first().getByRole("button").click();
  const to = dialog.getByLabel("Till", { exact: true });
  await to.fill((await to.inputValue()) === "21.59" ? "21.58" : "21.59");
  await dialog.getByLabel(/^Varför ändrar du/).fill("Bussen gick tidigare.");
  await dialog.getByRole("button", { name: "Spara", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await until(async () => (await sheetOf(ali, sol, october)).hash !== asSent); // the server has the corrected row
  await signs(ali, sol, october);
  await stands("Ali", "Underskriven av assistenten");
  await board("Underskrivna: behöver dig. 1 av 2");
  await karin.month("Sol");
  await card("Ali").getByRole("button", { name: /^Skriv under för anordnaren/ }).click();
  await dialog.getByRole("button", { name: "Börja skriva under" }).click();
  await dialog.getByRole("heading", { name: "Allt är underskrivet: 1" }).waitFor();
  await becomes(() => page.evaluate(() => document.activeElement?.id), "sitting", "the focus is led to what has come of it");
  await dialog.getByRole("button", { name: "Stäng" }).last().click();
  await card("Ali").getByRole("button", { name: /^Skicka till/ }).click();
  await stands("Ali", "Mottagen");
  await card("Ali").getByText("Versioner och kvitton").click();
  await card("Ali").getByText("Ändrat sedan version 1").waitFor();
  await card("Ali").getByText(/^Togs inte emot/).waitFor();
  await board("Underskrivna: klart. 2 av 2", "Skickade: klart. 2 av 2");
  karin.heard.nothing();
});
