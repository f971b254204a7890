// Who works right now, and who is late: the office sees it as it happens, with whom to call, also from before where there is no network.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { desk, device, openBrowser, phone } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { office } from "../lib/rooms.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(["--at", "2026-11-30T06:50:00+01:00"]), openBrowser()]);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

/** @param {number} hours */
async function later(hours) {
  const answer = await fetch(demo.info.clock ?? "", { method: "POST", body: JSON.stringify({ hours }) });
  assert.equal(answer.status, 200, await answer.text());
}

test("a planned shift that nobody starts, somebody who starts it, and a shift that nobody stops", async () => {
  const { page, context, heard } = await office(browser, demo);
  const line = page.locator('.notice a[href="/office/now"]');
  await page.getByText(/\b0 arbetar just nu\./).waitFor();
  await line.click();
  await page.getByRole("heading", { level: 1, name: "Just nu" }).waitFor();
  await page.getByText("Så som telefonerna har sagt.").waitFor();
  const hanna = page.locator(".asks__one", { hasText: "Hanna Testdal hos Iris Mönsterby" });
  assert.equal(await hanna.count(), 0, "before its time nobody is late");
  assert.match(await page.title(), /^Just nu/);
  // On a phone the tabs stand at the bottom, however little there is above them.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${demo.info.url}/office/plan`);
  await page.getByRole("heading", { name: "Vems schema?" }).waitFor();
  const tabs = await page.locator(".tabs").boundingBox();
  assert.equal(Math.round((tabs?.y ?? 0) + (tabs?.height ?? 0)), 844);
  await page.setViewportSize(desk);
  await page.goto(`${demo.info.url}/office/now`);

  await later(0.5);
  await hanna.getByText("Inte startat").waitFor({ timeout: 40_000 }); // the page asks four times a minute
  await hanna.getByText(/för 2\d min sedan/).waitFor({ timeout: 90_000 }); // the office's clock is put right as it hears of the server's
  const said = (await hanna.innerText()).replaceAll(/\s+/g, " ");
  assert.match(said, /Skulle ha börjat 07\.00, för 2\d min sedan\. Planerat 07\.00–12\.00, aktiv\. Ingen annan har startat ett pass hos Iris Mönsterby\./);
  assert.match(said, /Är inte inloggad på någon telefon\./);
  assert.match((await hanna.getByRole("link", { name: /^Ring [-0-9]+, Hanna Testdal$/ }).getAttribute("href")) ?? "", /^tel:\d+$/);
  await accessible(page, "somebody has not started");
  await hanna.getByText("Skriv om passet").click();
  await hanna.getByRole("textbox").fill("Är du på väg?");
  await accessible(page, "writing to somebody who has not started");
  await hanna.getByRole("button", { name: "Skicka" }).click();
  await hanna.getByText("Är du på väg?").waitFor();

  // She starts, and the list knows without being asked.
  // By her phone's own clock the planned time is over; the office's is right, and so it is the planned shift that she starts.
  const phoned = await device(browser, demo.person("assistant", "Hanna"), { viewport: phone, clock: new Date("2026-11-30T14:50:00+01:00") });
  await phoned.page.getByRole("button", { name: /^Starta hos Iris/ }).first().click();
  await phoned.page.getByRole("button", { name: "Stopp" }).waitFor();
  const row = page.locator(".atwork tbody tr", { hasText: "Iris Mönsterby" });
  await row.getByText("Hanna Testdal").waitFor({ timeout: 40_000 });
  await hanna.waitFor({ state: "detached" });
  await accessible(page, "somebody works");

  // To the month it is a shift that goes on, and nothing to correct; that the month cannot be locked yet is said.
  const iris = demo.person("beneficiary", "Iris").id;
  await page.goto(`${demo.info.url}/office?month=2026-11`);
  const month = page.locator(".board tbody tr", { hasText: "Iris Mönsterby" });
  await month.getByText("1 pågår", { exact: true }).waitFor();
  await page.goto(`${demo.info.url}/office/${iris}/2026-11`);
  const finding = page.locator(".finding", { hasText: "Hanna Testdal: passet som började mån 30" });
  await finding.getByText("Pågår", { exact: true }).waitFor();
  await finding.getByText("Räkningen kan låsas när det är slut. Pågår det än mån 30 12.30 frågar Passbok assistenten.").waitFor();
  assert.equal(await finding.filter({ hasText: "Måste rättas" }).count(), 0);
  assert.equal(await page.getByText("Inget slut").count(), 0);
  await accessible(page, "a month in which a shift goes on");
  await page.goto(`${demo.info.url}/office/now`);
  await row.waitFor();

  // Without network what was known is there, and says from when; the page opens anew, too.
  await context.setOffline(true);
  await page.reload();
  await page.getByText("Vad som hänt sedan dess vet vi inte.").waitFor({ timeout: 20_000 });
  await row.getByText("Hanna Testdal").waitFor();
  await page.goto(`${demo.info.url}/office`);
  await page.getByText("Vem arbetar just nu?").waitFor();
  await context.setOffline(false);
  await page.goto(`${demo.info.url}/office`);
  await page.getByText(/1 arbetar just nu\./).waitFor({ timeout: 20_000 });

  // Half an hour past its plan it is asked about, and can be opened where it is corrected.
  await later(5.3);
  await page.getByText(/1 pass borde vara slut\./).first().waitFor({ timeout: 40_000 });
  await line.click();
  await hanna.getByText("Borde vara slut").waitFor();
  await accessible(page, "a shift past its plan");
  await hanna.getByRole("link", { name: /^Öppna passet/ }).click();
  await page.getByRole("dialog").getByLabel("Till", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await finding.waitFor({ state: "detached" });
  await page.locator(".finding", { hasText: "har inget slut" }).getByText("Måste rättas").waitFor();
  heard.nothing();
  await context.close();
  await phoned.context.close();
});
