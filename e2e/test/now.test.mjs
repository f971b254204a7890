// Now: waiting time is interrupted and gone back to, one place left for another, a forgotten shift asked about, and a row
// written afterwards in four taps. What is done can be taken back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, listen, openBrowser, phone } from "../lib/browser.mjs";
import { day } from "../lib/days.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { leafTo, october } from "../lib/rooms.mjs";

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

/** When a minute began, about one and a half ago: by a phone's clock that begins there nothing that is tapped soon comes in the minute after, and one that is off by less than two minutes is left alone. */
const minuteAgo = () => Math.floor((Date.now() - 55_000) / 60_000) * 60_000;

/** The rows of today as they are shown: when, what. @param {import("playwright-core").Page} page */
async function rows(page) {
  const all = await page.locator(".ledger > li:not(.is-gone):not(.ledger__day)").all();
  return Promise.all(all.map(async (row) => `${(await row.locator(".ledger__when").innerText()).split("\n")[0]} ${(await row.locator(".k").innerText()).trim()}`));
}

test("waiting time is interrupted by active time and back, in two taps, minute to minute; each can be undone", async () => {
  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: phone });
  const page = await context.newPage();
  const heard = listen(page);
  await page.clock.install({ time: minuteAgo() }); // and three minutes take no minutes
  await page.goto(demo.person("assistant", "Tilda").signin);
  await page.getByRole("button", { name: "Starta hos Alva P." }).click();
  await page.getByRole("radio", { name: "Väntetid" }).check();
  const pause = page.getByRole("button", { name: "Aktiv tid nu" });
  const back = page.getByRole("button", { name: "Tillbaka till väntetid" });
  const undo = page.getByRole("button", { name: "Ångra" });
  await pause.waitFor();
  await page.getByText("Mottaget", { exact: true }).first().waitFor();
  await context.setOffline(true);
  await page.clock.fastForward(60_000);
  await pause.click();
  await back.waitFor();
  await accessible(page, "now, waiting interrupted");
  await page.clock.fastForward(60_000);
  await back.click();
  await pause.waitFor();

  const [last, active, first] = await rows(page);
  assert.match(String(last), /^(\d\d\.\d\d)– Väntetid$/);
  assert.equal(`${String(active).slice(6, 11)}– Väntetid`, last, "the last begins when the active time ended");
  assert.equal(String(first).slice(6, 11), String(active).slice(0, 5), "and that when the first ended");

  // Taken back without network, by the keyboard; while the focus is on it, it stays.
  await undo.focus();
  await page.clock.fastForward(30_000);
  await page.keyboard.press("Enter");
  await back.waitFor();
  await becomes(() => rows(page), [`${String(active).slice(0, 5)}– Aktiv`, first]);

  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText("Allt är mottaget").waitFor();
  // And what has been received is taken back as well.
  await page.getByRole("button", { name: "Stopp" }).click();
  await page.getByRole("button", { name: "Starta hos Alva P." }).waitFor(); // what was received before is no answer to this
  await page.getByText("Allt är mottaget").waitFor();
  await page.keyboard.press("Control+z");
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.getByText("Allt är mottaget").waitFor();
  heard.nothing();
  await context.close();
});

test("one place is left for another by one question; nobody is in two places", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Jonna"), { clock: new Date(minuteAgo()) });
  // Begun some minutes ago, in one tap; or as planned, at the hours at which the demo plans Jonna.
  const ago = page.getByRole("button", { name: /^Starta från .*, (20 minuter sedan|som planerat)$/ });
  const [, began] = /från (\d\d\.\d\d)/.exec(await ago.innerText()) ?? [];
  await ago.click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  assert.equal(String((await rows(page))[0]).slice(0, 5), began);
  const here = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("button", { name: "Börja hos någon annan" }).click();
  await page.getByRole("dialog", { name: /^Slutar passet hos/ }).waitFor();
  await accessible(page, "the question whether the shift ends now");
  await page.getByRole("button", { name: /^Ja, börja hos/ }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  const there = await page.getByRole("heading", { level: 1 }).innerText();
  assert.notEqual(there, here);
  const [now, ended] = await rows(page);
  assert.equal(String(ended).slice(6, 11), String(now).slice(0, 5));
  await page.getByText(/^Slut hos .* och start hos /).waitFor(); // it is said once the sheet is gone: the button takes back what was said last
  await page.getByRole("button", { name: "Ångra" }).click();
  await page.getByRole("heading", { level: 1, name: here }).waitFor();
  heard.nothing();
  await context.close();
});

test("an old toast that goes as the finger comes down moves nothing under it", async () => {
  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: phone });
  const page = await context.newPage();
  const heard = listen(page);
  await page.clock.install();
  await page.goto(demo.person("assistant", "Mira").signin);
  await page.getByRole("button", { name: "Starta hos Alva P." }).click();
  const toast = page.locator(".toast");
  await toast.waitFor();
  const answers = ["months", "timesheets"].map((what) => page.waitForResponse((answer) => answer.url().endsWith(`/api/v1/me/${what}/${october}`)));
  await leafTo(page, october);
  const row = page.locator(".ledger > li:not(.ledger__day)").last();
  await row.waitFor();
  await page.getByText("Allt är mottaget").waitFor();
  for (const answer of await Promise.all(answers)) await answer.finished();
  await page.waitForTimeout(500); // what the server tells of the month has come, and is drawn
  await page.clock.fastForward(11_000);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await row.getByText("Mottaget").waitFor(); // a row far down is drawn when it comes into sight
  await row.scrollIntoViewIfNeeded(); // and has its own height then: this waits until it has stood still for two frames
  const before = await row.boundingBox();
  assert.ok(before && before.y > 0 && before.y < phone.height);
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await page.mouse.down();
  await toast.waitFor({ state: "hidden" });
  assert.deepEqual(await row.boundingBox(), before);
  await page.mouse.up();
  await page.getByRole("dialog").waitFor();
  heard.nothing();
  await context.close();
});

test("a row for yesterday takes four taps", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Samir"));
  let taps = 0;
  /** @param {import("playwright-core").Locator} what */
  const tap = async (what) => {
    taps++;
    await what.click();
  };
  await tap(page.getByRole("button", { name: /^(Jag glömde starta|Lägg till tid i efterhand)$/ }).first());
  await tap(page.locator(".chips label", { hasText: "I går" }));
  const usual = page.getByRole("group", { name: "Så brukar det vara" }).getByRole("button").first();
  const said = (await usual.innerText()).slice(0, 11);
  await accessible(page, "the sheet with the usual times");
  await tap(usual);
  await tap(page.getByRole("button", { name: "Spara", exact: true }));
  await page.locator(".ledger__when", { hasText: said }).waitFor();
  assert.ok(taps < 5, `${taps} taps`);
  await page.getByRole("button", { name: "Ångra" }).click();
  await page.locator("#rader > .ledger .ledger__when", { hasText: said }).waitFor({ state: "detached" });
  await page.getByText("1 borttagen rad").click();
  await page.locator(".ledger > li.is-gone", { hasText: said }).waitFor();
  heard.nothing();
  await context.close();
});

test("a shift that has gone on for long is asked about, and ended when its person says so", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Lina"));
  await page.getByRole("button", { name: "Starta hos Kim U." }).waitFor();
  // Fourteen hours ago, as a phone that was put away has it.
  const began = new Date(Date.now() - 14 * 3_600_000);
  const clock = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" }).format(began);
  await page.getByRole("button", { name: "Jag glömde starta" }).click();
  const date = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(began);
  if (date !== day()) await page.getByRole("radio", { name: "I går" }).check();
  await page.getByLabel("Från", { exact: true }).fill(clock.replace(":", "."));
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Jobbar du fortfarande hos Kim U.?" }).waitFor();
  await accessible(page, "a forgotten shift is asked about");
  await page.getByRole("button", { name: "Ja, jag är kvar" }).click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Stopp" }).waitFor(); // it is not asked again at once

  await page.evaluate(() => localStorage.removeItem("passbok.still"));
  await page.reload();
  await page.getByRole("button", { name: "Jag slutade …" }).click();
  const sheet = page.getByRole("dialog", { name: "När slutade du?" });
  await accessible(page, "when the forgotten shift ended");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await sheet.getByText("Skriv när du slutade.").waitFor(); // it wants an answer
  const ended = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" }).format(new Date(began.getTime() + 8 * 3_600_000));
  await sheet.getByLabel("Till", { exact: true }).fill(ended.replace(":", "."));
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("button", { name: "Starta hos Kim U." }).waitFor();
  await page.locator(".ledger").getByText("8 h", { exact: true }).waitFor();
  heard.nothing();
  await context.close();
});
