// One person, two providers, one phone: both stay signed in, one changes between them without network, nobody is in two
// places unknowingly, and what waits at either is sent.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { clipped, device, openBrowser, show } from "../lib/browser.mjs";
import { minute } from "../lib/days.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { authenticator } from "../lib/passkeys.mjs";
import { provider } from "../lib/provider.mjs";
import { offline } from "../lib/screens/stage.mjs";

const small = { width: 320, height: 640 };
const phone = { width: 390, height: 844 };

/** Whether one thing is above another. @param {import("playwright-core").Locator} one @param {import("playwright-core").Locator} other */
const above = async (one, other) => ((await one.boundingBox())?.y ?? 0) < ((await other.boundingBox())?.y ?? 0);

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

test("two providers: joined, changed between and written at without network; both are sent", async () => {
  const second = await provider(demo, "Månsken Assistans", { assistant: "Tilda Testberg", customer: "Bo Månsson" });
  const { context, page, heard } = await device(browser, demo.person("assistant", "Tilda"));
  const first = page.getByRole("button", { name: "Starta hos Alva P.", exact: true });
  const other = page.getByRole("button", { name: "Starta hos Bo M.", exact: true });
  const card = page.getByRole("region", { name: "Arbetsgivare" });
  const turn = (/** @type {string | RegExp} */ name) => card.getByRole("button", { name }).click();
  await first.waitFor();
  assert.equal(await card.count(), 0); // who has one provider is not bothered
  await page.evaluate(() => navigator.serviceWorker.ready);

  await page.goto(second.signin);
  await other.waitFor();
  await card.getByText("Inget pass pågår.").waitFor();
  assert.match(await card.innerText(), /Månsken Assistans\s+Öppen nu/);
  await accessible(page, "now, with another employer");

  await offline(context, async () => {
    await other.click();
    await page.getByText("Sparat på telefonen", { exact: true }).first().waitFor();
    await turn(/^Byt till (?!Månsken)/);
    await first.waitFor();
    await page.getByText(/^Nu skriver du hos /).waitFor();
    await card.getByText("Startar du här pågår två samtidigt.").waitFor();
    await card.getByText(/Ett pass pågår hos Bo M\. sedan/).waitFor();
    await card.getByText("1 rad på telefonen").waitFor();
    await page.locator(".bar").getByText("1 rad på telefonen").waitFor(); // the bar counts all of the phone
    await accessible(page, "now, with a shift at another employer");
    await show(page, small, "dark");
    assert.deepEqual(await clipped(page), []);
    await accessible(page, "now, with a shift at another employer, small and dark");
    await show(page, phone, "light");

    // Under More it is told at which of them, nobody is told that all was received, and the file has it.
    await page.getByRole("link", { name: "1 rad på telefonen" }).click();
    const waiting = page.getByRole("region", { name: "Väntar på att skickas" });
    await waiting.getByText("Hos Månsken Assistans väntar 1 rad. Den skickas när det finns nät, också när du inte byter dit.").waitFor();
    assert.equal(await page.getByText("Allt på telefonen är mottaget.").count(), 0);
    const [download] = await Promise.all([page.waitForEvent("download"), waiting.getByRole("button", { name: "Dela raderna som fil" }).click()]);
    const { ops, others } = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.deepEqual([ops.length, others.length, others[0].ops.length], [0, 1, 1]);
    await page.getByText("Du loggas ut hos den arbetsgivare som är öppen nu. Hos Månsken Assistans är du kvar.").waitFor();
    await accessible(page, "more, with a row that waits at another employer");
    await page.getByRole("link", { name: "Nu", exact: true }).click();

    await first.click();
    await card.getByText("Två pass pågår samtidigt").waitFor();
    await accessible(page, "now, with a shift at both");
    // Killed and started again without network, it is where it was.
    await page.goto(demo.info.url);
    await card.getByText("Två pass pågår samtidigt").waitFor();
    await page.getByRole("heading", { level: 1, name: "Hos Alva P." }).waitFor();
    assert.equal((await second.shifts()).length, 0);
  });
  await page.getByText("Allt är mottaget", { exact: true }).waitFor();
  const there = await second.shifts();
  assert.equal(there.length, 1);
  assert.equal(there[0].end, undefined);

  await page.goto(`${demo.info.url}/more`);
  await turn("Byt till Månsken Assistans");
  await page.getByRole("heading", { level: 1, name: "Hos Bo M." }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/");
  await page.getByRole("button", { name: "Stopp", exact: true }).click();
  await card.getByText("Startar du här pågår två samtidigt.").waitFor();
  await page.getByText("Allt är mottaget", { exact: true }).waitFor();
  assert.notEqual((await second.shifts())[0].end, undefined);

  // Signing out is of one of them; the other goes on.
  await page.goto(`${demo.info.url}/more`);
  await page.getByRole("button", { name: "Logga ut" }).click();
  await page.getByRole("heading", { level: 1, name: "Hos Alva P." }).waitFor();
  await page.getByRole("button", { name: "Stopp", exact: true }).click();
  await page.getByText("Allt är mottaget", { exact: true }).waitFor();
  await becomes(() => card.count(), 0);
  heard.nothing();
  await context.close();
});

test("what is planned now at another employer comes first; what should be over there is said", async () => {
  const second = await provider(demo, "Månsken Omsorg", { assistant: "Vera Testberg", customer: "Bo Månsson" });
  await second.plan(minute(30), minute(45));
  await second.plan(minute(45), minute(60));
  for (const from of [-26, -25.5]) await second.shift(minute(from * 60), minute(-25 * 60)); // two at once
  const third = await provider(demo, "Solsken Omsorg", { assistant: "Vera Testberg", customer: "Disa Solberg" });
  await third.shift(minute(-14 * 60));
  const { context, page, heard } = await device(browser, demo.person("assistant", "Vera"));
  const start = page.getByRole("button", { name: /^Starta hos (?!Bo M\.)/ }).first();
  const card = page.getByRole("region", { name: "Arbetsgivare" });
  await start.waitFor();
  await page.goto(second.signin);
  await page.getByText(new RegExp(`^Planerat \\d\\d\\.\\d\\d–\\d\\d\\.\\d\\d`)).first().waitFor();
  await card.getByText("Inget pass pågår.").waitFor();
  assert.ok(await above(page.getByRole("button", { name: "Starta hos Bo M.", exact: true }), card), "what is planned here is first");
  await card.getByRole("button", { name: /^Byt till (?!M)/ }).click();
  await card.getByText(/Planerat hos Bo M\. \d\d\.\d\d–\d\d\.\d\d\./).waitFor();
  await card.getByText("1 sak behöver dig").waitFor();
  await start.waitFor();
  assert.ok(await above(card, start), "what is planned there is first");
  await accessible(page, "now, planned at another employer");
  await page.goto(third.signin);
  await page.getByText("Jobbar du fortfarande hos Disa S.?").waitFor();
  await card.getByRole("button", { name: /^Byt till (?!M)/ }).click();
  await card.getByText("Det skulle ha varit slut. Byt dit och svara.").waitFor();
  await accessible(page, "now, with a shift at another employer that should be over");
  await card.getByRole("button", { name: "Byt till Solsken Omsorg" }).click();
  await page.getByRole("heading", { level: 1, name: "Jobbar du fortfarande hos Disa S.?" }).waitFor();
  heard.nothing();
  await context.close();
});

test("in English, small and dark: the page of employers says how to join one more", async () => {
  const second = await provider(demo, "Solsken Assistans", { assistant: "Nina Testberg", customer: "Bo Månsson" });
  const { context, page, heard } = await device(browser, demo.person("assistant", "Nina"), { viewport: small, colorScheme: "dark" });
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  await page.evaluate(() => localStorage.setItem("passbok.language", "en"));
  await page.goto(second.signin);
  await page.getByRole("button", { name: "Start with Bo M." }).waitFor();
  await page.goto(`${demo.info.url}/more`);
  await page.getByRole("region", { name: "Employers" }).getByText("Open now").waitFor();
  await accessible(page, "more, with two employers, in English");
  await page.getByRole("link", { name: "Employers" }).click();
  await page.getByText("Do you work for one more?").waitFor();
  await page.getByText("Notices come from the one that is open.").waitFor();
  await accessible(page, "employers, in English, small and dark");
  assert.deepEqual(await clipped(page), []);
  heard.nothing();
  await context.close();
});

test("a locked phone stays locked when somebody joins at another provider on it", async () => {
  const second = await provider(demo, "Norrsken Assistans", { assistant: "Sara Testberg", customer: "Bo Månsson" });
  const { context, page, heard } = await device(browser, demo.person("assistant", "Samir"));
  await authenticator(page);
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  await page.goto(`${demo.info.url}/more/lock`);
  await page.getByRole("radio", { name: "Genast" }).check();
  await page.getByText("Låset är ändrat.").waitFor();
  await page.goto(second.signin);
  await page.getByRole("button", { name: "Lås upp", exact: true }).waitFor();
  assert.doesNotMatch(await page.locator("body").innerText(), /Norrsken|Starta|Arbetsgivare/);
  await page.getByRole("button", { name: "Lås upp", exact: true }).click();
  await page.getByRole("button", { name: "Starta hos Bo M." }).waitFor();
  heard.nothing();
  await context.close();
});
