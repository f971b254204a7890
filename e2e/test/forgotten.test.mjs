// A shift that runs past its plan: a notice comes, a tap leads to the question, and its person ends it at the time that was planned.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { desk, device, listen, openBrowser, phone as small } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { deliver, playPush, shown, tap, until } from "../lib/push.mjs";

const noon = "2026-11-03T12:00:00+01:00";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(["--at", noon]), openBrowser({ whole: true })]);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

test("a shift that runs past its plan is asked about by a notice, and ended where that was planned", async () => {
  // The office plans 09.40 to 13.20 today, and says so.
  const office = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk, clock: new Date(noon) });
  await office.page.getByRole("link", { name: "Schema" }).first().waitFor();
  await office.page.goto(`${demo.info.url}/office/plan/${demo.person("beneficiary", "Kim").id}/2026-W45`);
  await office.page.getByRole("button", { name: "Lägg till, tisdag 3 november" }).click();
  await office.page.getByLabel("Assistent", { exact: true }).selectOption({ label: "Lina Sagoborg" });
  await office.page.getByLabel("Från", { exact: true }).fill("09.40");
  await office.page.getByLabel("Till", { exact: true }).fill("13.20");
  await office.page.getByRole("button", { name: "Spara", exact: true }).click();
  await office.page.getByRole("button", { name: /^09\.40–13\.20 Lina Sagoborg/ }).waitFor(); // what is published is what is there by then
  await office.page.getByRole("button", { name: /^Publicera \d/ }).click();
  await office.page.getByRole("dialog").getByRole("button", { name: /^Publicera/ }).click();
  await office.page.getByText(/publicera(t|de)\.$/).waitFor();

  // Lina comes late to it, at noon, with notices on, and puts the phone away.
  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: small });
  const push = await playPush(context, () => demo.info.push);
  await context.grantPermissions(["notifications"], { origin: demo.info.url });
  const page = await context.newPage();
  const heard = listen(page);
  await page.clock.install({ time: new Date(noon) });
  await page.goto(demo.person("assistant", "Lina").signin);
  await page.getByRole("button", { name: /^Starta hos Kim/ }).first().waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${demo.info.url}/more/notices`);
  await page.getByRole("button", { name: "Slå på aviseringar", exact: true }).click();
  await page.getByText("Aviseringar är på").waitFor();
  await page.goto(demo.info.url);
  await page.getByRole("button", { name: /^Starta hos Kim/ }).first().click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.getByText("Allt är mottaget").waitFor();
  await page.goto(`${demo.info.url}/month/2026-11`);

  const known = (await push.messages()).length; // of the plan
  const moved = await fetch(demo.info.clock ?? "", { method: "POST", body: JSON.stringify({ hours: 2 }) });
  assert.equal(moved.status, 200, await moved.text());
  await page.clock.fastForward("02:00:00");
  /** @type {import("../lib/push.mjs").Message | undefined} */
  let asked;
  await until(async () => !!(asked = (await push.messages()).slice(known).find(({ text }) => /Pågår ett pass fortfarande/.test(text ?? ""))));
  assert.ok(asked);
  await deliver(page, asked);
  await until(async () => (await shown(page)).some(({ title }) => /Pågår ett pass fortfarande/.test(title)));
  await tap(context);
  await page.getByRole("heading", { level: 1, name: "Jobbar du fortfarande hos Kim U.?" }).waitFor();
  await page.getByText("Planerat till 13.20.").waitFor();
  await accessible(page, "a shift past its plan is asked about");
  await page.getByRole("button", { name: "Jag slutade …" }).click();
  const sheet = page.getByRole("dialog", { name: "När slutade du?" });
  await sheet.getByRole("button", { name: /13\.20/ }).click();
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await page.locator(".ledger").getByText("12.00–13.20").waitFor();
  await page.getByRole("button", { name: /^Starta hos Kim/ }).first().waitFor();
  heard.nothing();
  office.heard.nothing();
  await Promise.all([context.close(), office.context.close()]);
});
