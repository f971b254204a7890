// The two nights on which the clocks change, on a phone without network: what is written means the minutes that were
// worked, in the hour that came twice and around the one that never was.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, openBrowser } from "../lib/browser.mjs";
import { operations } from "../lib/disk.mjs";
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

/** Somebody's phone without network, at a moment of a night to come, after all that the demo has. @param {string} name @param {string} moment */
async function phoneAt(name, moment) {
  const { page, context, heard } = await device(browser, demo.person("assistant", name));
  await page.getByRole("button", { name: /^Starta hos/ }).waitFor();
  await page.getByText("Allt är mottaget").waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true); // with the server it would find that its clock is wrong
  await page.clock.install({ time: new Date(moment) });
  await page.reload();
  await page.getByRole("button", { name: /^Starta hos/ }).waitFor();
  return { page, context, heard };
}

/** The shifts that wait on the phone, as they would be sent: kind, start, end; in the order in which they began. @param {import("playwright-core").Page} page */
async function waiting(page) {
  /** @type {Map<string, Record<string, string>>} */
  const rows = new Map();
  for (const { op } of (await operations(page)).sort((a, b) => a.n - b.n)) rows.set(op.doc, { ...rows.get(op.doc), ...op.set });
  return [...rows.values()].map(({ kind, start, end }) => [kind, start, end].join(" ").trim()).sort((a, b) => Date.parse(String(a.split(" ")[1])) - Date.parse(String(b.split(" ")[1])));
}

const row = (/** @type {import("playwright-core").Page} */ page, /** @type {string} */ times) => page.locator(".ledger li", { hasText: times });

/** A row of that day, typed into the sheet, which is left open. @param {import("playwright-core").Page} page @param {string} from @param {string} to */
async function type(page, from, to) {
  await page.getByRole("button", { name: /^(Jag glömde starta|Lägg till tid i efterhand)$/ }).first().click();
  await page.getByLabel("Från", { exact: true }).fill(from);
  await page.getByLabel("Till", { exact: true }).fill(to);
  await page.getByLabel("Till", { exact: true }).blur();
}

test("the autumn night: what goes on through the doubled hour has its right minutes, and a typed 02.30 is asked about once", async () => {
  const { page, context, heard } = await phoneAt("Tilda", "2027-10-31T02:50:00+02:00");
  await page.getByRole("button", { name: /^Starta hos/ }).click();
  await page.getByRole("radio", { name: "Väntetid" }).waitFor();
  await page.clock.fastForward("20:00"); // 02.10, for the second time
  await page.getByRole("radio", { name: "Väntetid" }).check();
  await row(page, "02.50 (första)–02.10 (andra)").getByText("20 min").waitFor();
  await page.clock.fastForward("20:00"); // 02.30, for the second time
  await page.getByRole("button", { name: "Stopp" }).click();
  await row(page, "02.10 (andra)–02.30 (andra)").getByText("20 min").waitFor();
  await page.getByRole("button", { name: /^Starta hos/ }).click(); // in the minute in which the last one ended
  await page.clock.fastForward("30:00"); // 03.00
  await page.getByRole("button", { name: "Stopp" }).click();
  await row(page, "02.30 (andra)–03.00").getByText("30 min").waitFor();
  await becomes(() => waiting(page), [
    "active 2027-10-31T02:50+02:00 2027-10-31T02:10+01:00",
    "waiting 2027-10-31T02:10+01:00 2027-10-31T02:30+01:00",
    "active 2027-10-31T02:30+01:00 2027-10-31T03:00+01:00",
  ]);
  await accessible(page, "the autumn night");

  await page.clock.fastForward("06:00:00");
  await type(page, "02.30", "05.00");
  const asked = page.getByRole("group", { name: /02\.30.*två gånger/ });
  await asked.waitFor();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await asked.getByRole("alert").waitFor();
  assert.equal(await page.getByRole("group", { name: /två gånger/ }).count(), 1, "asked once");
  await asked.getByRole("radio", { name: /första/i }).check();
  await page.getByText("3 h 30 min").first().waitFor();
  await accessible(page, "the doubled hour is asked about");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await row(page, "02.30 (första)–05.00").waitFor();
  await becomes(async () => (await waiting(page))[0], "active 2027-10-31T02:30+02:00 2027-10-31T05:00+01:00");
  // Opened again, it knows the answer.
  await row(page, "02.30 (första)–05.00").getByRole("button").first().click();
  await becomes(() => page.getByRole("group", { name: /två gånger/ }).getByRole("radio", { name: /första/i }).isChecked(), true);
  heard.nothing();
  await context.close();
});

test("the spring night: what goes on over the missing hour has its right minutes, and a time that was not cannot be named", async () => {
  const { page, context, heard } = await phoneAt("Nina", "2027-03-28T01:50:00+01:00");
  await page.getByRole("button", { name: /^Starta hos/ }).click();
  await page.getByRole("radio", { name: "Väntetid" }).waitFor();
  await page.clock.fastForward("20:00"); // 03.10
  await page.getByRole("radio", { name: "Väntetid" }).check();
  await row(page, "01.50–03.10").getByText("20 min").waitFor();
  await page.clock.fastForward("20:00");
  await page.getByRole("button", { name: "Stopp" }).click();
  await row(page, "03.10–03.30").getByText("20 min").waitFor();
  await becomes(() => waiting(page), [
    "active 2027-03-28T01:50+01:00 2027-03-28T03:10+02:00",
    "waiting 2027-03-28T03:10+02:00 2027-03-28T03:30+02:00",
  ]);

  await page.clock.fastForward("06:00:00");
  await type(page, "02.30", "05.00");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  const from = page.getByLabel("Från", { exact: true });
  await page.getByText("02.30 fanns inte den natten.", { exact: false }).waitFor();
  await becomes(() => from.getAttribute("aria-invalid"), "true");
  await accessible(page, "a time that was not");
  assert.equal((await waiting(page)).length, 2, "nothing is saved");
  await from.fill("01.30");
  await page.getByText("2 h 30 min").first().waitFor();
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await row(page, "01.30–05.00").waitFor();
  await becomes(async () => (await waiting(page))[0], "active 2027-03-28T01:30+01:00 2027-03-28T05:00+02:00");
  heard.nothing();
  await context.close();
});
