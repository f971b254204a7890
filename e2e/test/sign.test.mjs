// Timesheets are signed with BankID, and a browser is signed in by it: by the code on another device, and by the link on the
// same. The simulator beside the demo is the app.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { accessible } from "../lib/axe.mjs";
import { device, listen, openBrowser, phone } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { provider } from "../lib/provider.mjs";
import { until } from "../lib/push.mjs";
import { october } from "../lib/rooms.mjs";

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

/** What the code on a page says, read by a camera that knows nothing of us. @param {import("playwright-core").Page} page */
async function scan(page) {
  const picture = `${process.env.TMPDIR ?? "/tmp"}/passbok-qr-${process.pid}.png`;
  await page.locator("svg.eid__qr").screenshot({ path: picture });
  const { stdout } = await promisify(execFile)("zbarimg", ["--quiet", "--raw", picture]);
  return stdout.trim();
}

/** An assistant's phone on their October, which they say is complete. @param {string} name */
async function complete(name) {
  const somebody = await device(browser, demo.person("assistant", name), { viewport: phone });
  const { page } = somebody;
  await page.getByRole("button", { name: /^(Starta hos|Stopp)/ }).first().waitFor();
  await page.goto(`${demo.info.url}/month/${october}`);
  await page.getByRole("button", { name: /^Mina tider är klara/ }).first().click();
  await page.getByText("Du har sagt att tiderna är klara.").waitFor();
  return somebody;
}

test("an assistant signs by the code on another device; a page that was lost is found again", async () => {
  const emil = await complete("Emil");
  const { page } = emil;
  await page.getByText(/^Du skriver under oktober 2026, Kim U\.: aktiv \d+ timmar/).waitFor();
  await page.getByRole("button", { name: /^Skriv under med BankID/ }).click();
  await page.getByRole("heading", { name: "Skriv under med BankID" }).waitFor();
  await page.locator("svg.eid__qr").waitFor();
  await accessible(page, "a signature that goes on");
  await page.reload();
  await page.locator("svg.eid__qr").waitFor();
  const first = await scan(page);
  assert.match(first, /^bankid\.[0-9a-f-]+\.\d+\.[0-9a-f]{64}$/);
  const another = await browser.newContext({ locale: "sv-SE" }); // another device: it knows nothing of this one
  const app = await another.newPage();
  const order = app.getByText("Tidsredovisning för oktober 2026 till Försäkringskassan");
  // A code holds for five seconds: who was too slow scans the one that is shown then.
  await until(async () => {
    await app.goto(demo.info.bankid);
    await app.getByLabel("Det QR-koden säger").fill(await scan(page));
    await app.getByRole("button", { name: "Öppna" }).click();
    await order.or(app.getByText("QR-koden är för gammal", { exact: false })).waitFor();
    return order.isVisible();
  });
  await page.getByText("Läs igenom i BankID-appen", { exact: false }).waitFor();
  assert.equal(await page.locator("svg.eid__qr").count(), 0, "the code is gone once an app has the order");
  await app.getByRole("button", { name: "Skriv under" }).click();
  await app.getByText("Du har sagt ja.", { exact: false }).waitFor();
  await page.locator(".leaf").getByText("Du har skrivit under.").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Skriv under med BankID/ }).count(), 0);
  emil.heard.nothing();
  await Promise.all([emil.context.close(), another.close()]);
});

test("another signs by the link on the same device, and comes back to where it was", async () => {
  const somebody = await complete("Ali");
  const { page } = somebody;
  await page.getByRole("button", { name: /^Skriv under med BankID/ }).first().click();
  await page.getByRole("link", { name: "Öppna BankID på den här enheten" }).click();
  await page.getByRole("button", { name: "Skriv under" }).click();
  await page.getByRole("link", { name: "Gå tillbaka" }).click();
  await page.getByText("Du har skrivit under. Underskriften är sparad.").waitFor();
  await accessible(page, "the page that BankID comes back to");
  await page.getByRole("link", { name: "Till Passbok" }).click();
  await page.locator(".leaf").getByText("Du har skrivit under.").waitFor();
  somebody.heard.nothing();
  await somebody.context.close();
});

test("somebody signs in with BankID, in a browser that has never been here, and is told of their time at another provider", async () => {
  const context = await browser.newContext({ locale: "sv-SE", viewport: phone });
  const page = await context.newPage();
  const heard = listen(page);
  await page.goto(demo.info.url);
  await page.getByRole("button", { name: "Logga in med BankID" }).click();
  await page.locator("svg.eid__qr").waitFor();
  await accessible(page, "a sign-in that goes on");
  await page.getByRole("link", { name: "Öppna BankID på den här enheten" }).click();
  const option = page.locator("option", { hasText: "Emil" });
  const second = await provider(demo, "Månsken Assistans", { assistant: "Emil Testberg", customer: "Bo Månsson", number: (await option.getAttribute("value")) ?? "" });
  for (const day of ["05", "06", "07"]) await second.shift(`2026-10-${day}T00:00+02:00`, `2026-10-${day}T23:00+02:00`);
  await page.getByLabel("Vem är du?").selectOption({ label: await option.innerText() });
  await page.getByRole("button", { name: "Logga in" }).click();
  await page.getByRole("link", { name: "Gå tillbaka" }).click();
  await page.getByRole("button", { name: /^(?!.*Månsken).*Låtsgren/ }).click(); // both providers know the number: as whom?
  await page.getByRole("button", { name: /^(Starta hos|Stopp)/ }).first().waitFor();
  await page.goto(`${demo.info.url}/month/${october}`);
  await page.getByText(/^Du har också tid hos en annan anordnare: Månsken Assistans, 5 oktober/).first().waitFor();
  await accessible(page, "a month with time at another provider, as the server tells of it");
  assert.doesNotMatch(JSON.stringify(await second.month()), /overlap_|Låtsgren/);
  heard.nothing();
  await context.close();
});

