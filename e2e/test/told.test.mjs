// What each is told: the office why it is asked before it locks, and which changes wait; the assistant how many hours are
// granted, once their employer shows it, and, of two employers, that they are in two places, which neither of those learns.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, openBrowser, phone } from "../lib/browser.mjs";
import { kept } from "../lib/disk.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { provider } from "../lib/provider.mjs";
import { until } from "../lib/push.mjs";
import { october, office } from "../lib/rooms.mjs";
import { offline } from "../lib/screens/stage.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof office>>} */
let karin;
/** @type {Awaited<ReturnType<typeof device>>} */
let emil;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  [karin, emil] = await Promise.all([office(browser, demo), device(browser, demo.person("assistant", "Emil"), { viewport: phone })]);
});
after(async () => {
  await browser.close();
  await demo.stop();
  for (const { heard } of [karin, emil]) heard.nothing();
});

test("granted hours are shown once the provider says so; being in two places is told to the one who is, alone", async () => {
  const { page, context } = emil;
  await page.getByRole("button", { name: /^(Starta hos|Stopp)/ }).first().waitFor();
  const month = `${demo.info.url}/month/${october}`;
  await page.goto(month);
  await page.getByRole("heading", { name: "Bra att veta om dina tider" }).or(page.getByRole("button", { name: /^Mina tider är klara/ })).first().waitFor();
  const granted = page.getByRole("region", { name: "Beviljade timmar" });
  assert.equal(await granted.count(), 0);
  await karin.page.goto(`${demo.info.url}/office/provider`);
  await karin.page.getByLabel("Assistenter ser hur många timmar som är beviljade").check();
  await karin.page.getByRole("button", { name: "Spara", exact: true }).click();
  await granted.getByText(/ av .* är använda till och med .* kvar\.$/).first().waitFor();
  await until(async () => (await kept(page))[october]?.some((/** @type {any} */ one) => one.granted) === true);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await offline(context, async () => {
    await page.goto(month);
    await granted.getByText(/ är använda till och med /).first().waitFor(); // kept on the phone
  });

  const second = await provider(demo, "Månsken Assistans", { assistant: "Emil Testberg", customer: "Bo Månsson" });
  for (const day of ["05", "06", "07"]) await second.shift(`2026-10-${day}T00:00+02:00`, `2026-10-${day}T23:00+02:00`);
  await page.goto(second.signin);
  await page.getByRole("button", { name: "Starta hos Bo M.", exact: true }).waitFor();
  await page.getByRole("region", { name: "Arbetsgivare" }).getByRole("button", { name: /^Byt till (?!Månsken)/ }).click();
  await page.getByText(/^Nu skriver du hos /).waitFor();
  await page.goto(month);
  const twice = page.getByRole("region", { name: "På två ställen samtidigt" });
  await twice.getByText(/hos Månsken Assistans$/).first().waitFor();
  await accessible(page, "a month with granted hours, and an overlap at another employer");
  await twice.getByRole("button", { name: /^Titta på/ }).first().click();
  await page.getByRole("dialog").waitFor();
  assert.doesNotMatch(JSON.stringify(await second.month()), /overlap_|Låtsgren/);
  await karin.month("Kim");
  assert.doesNotMatch(await karin.page.locator("main").innerText(), /Månsken|två ställen samtidigt/);
});

test("the first days of a month are closed: the phone says so before anything is changed there, and what is changed waits", async () => {
  const { page } = karin;
  await karin.month("Kim");
  const close = page.getByRole("region", { name: "Avsluta de första dagarna" });
  await close.getByLabel("Till och med").selectOption({ label: "Måndag 12 oktober" });
  await close.getByRole("button", { name: "Avsluta", exact: true }).click();
  await close.getByText("Avslutade till och med måndag 12 oktober.").waitFor();

  const phone = emil.page;
  await phone.goto(`${demo.info.url}/month/${october}`);
  await phone.getByText(/^Till och med måndag 12 oktober är dagarna hos Kim .* avslutade\.$/).waitFor();
  const marked = phone.locator(".ledger__day", { hasText: "Avslutad" });
  await marked.last().waitFor();
  assert.ok((await phone.locator(".ledger__day").count()) > (await marked.count()));
  const row = phone.locator(".ledger__day:has-text('Avslutad') + li", { hasText: "Kim" }).last();
  await accessible(phone, "a month with closed days");
  await row.locator(".hit").click();
  const sheet = phone.getByRole("dialog");
  await sheet.getByText("Du kan ändra ändå. Det sparas, och väntar på kontoret, som bestämmer.").waitFor();
  await accessible(phone, "a row of a closed day");
  const to = sheet.getByLabel("Till", { exact: true });
  const asked = (await to.inputValue()) === "21.59" ? "21.58" : "21.59";
  await to.fill(asked);
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await row.getByText("Väntar på kontoret").waitFor();
  await row.getByText(`Din ändring: ${asked}.`).waitFor(); // the row shows what stands, and what one has asked for
  await row.locator(".hit").click();
  await sheet.getByText("Din ändring är sparad. Den väntar på kontoret.").waitFor();
  await sheet.getByText("Dagen är avslutad.").waitFor();
  await phone.keyboard.press("Escape");

  // The office that writes rows of closed days for others is told that they wait for itself.
  await page.goto(`${demo.info.url}/office/plan/${demo.person("beneficiary", "Kim").id}/2026-W41`);
  await page.getByRole("button", { name: "Lägg till, tisdag 6 oktober" }).click();
  await page.getByLabel("Assistent", { exact: true }).selectOption({ label: "Emil Låtsgren" });
  await page.getByLabel("Från", { exact: true }).fill("02.02");
  await page.getByLabel("Till", { exact: true }).fill("02.12");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("button", { name: /^Publicera \d/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Publicera/ }).click();
  await page.getByText(/publicera(t|de)\.$/).waitFor();
  await page.getByRole("button", { name: /^Bekräfta \d/ }).click();
  await page.getByText(/^1 rad väntar på er: dagen är avslutad/).waitFor();
  await accessible(page, "rows that will wait for the office itself");
  await page.getByRole("button", { name: "Skriv 1 rad" }).click();
  await page.getByText(/^1 rad är skriven som planerat\. 1 väntar på er under/).waitFor();

  await page.goto(`${demo.info.url}/office/late`);
  const late = page.locator("article.finding", { hasText: "Emil Låtsgren vill ändra raden fast dagen är avslutad." });
  await late.waitFor();
  await page.locator("article.finding", { hasText: "vill lägga till en rad på en dag som är avslutad." }).waitFor();
  await karin.month("Kim");
  await close.getByRole("button", { name: "Öppna dagarna igen" }).click();
  await close.getByLabel("Varför öppnar du dem?").fill("Mer är på väg.");
  await close.getByRole("button", { name: "Öppna dagarna igen" }).click();
  await page.getByText("Alla dagar är öppna.").first().waitFor();
  await page.goto(`${demo.info.url}/office/late`);
  for (let left = 2; left > 0; left--) {
    await page.getByRole("button", { name: "Låt den gälla" }).nth(left - 1).click();
    if (left > 1) await page.waitForFunction(() => document.querySelectorAll("article.finding").length === 1);
  }
  await page.getByRole("heading", { name: "Inget väntar på er" }).waitFor();
  await phone.reload();
  await phone.getByRole("heading", { name: "Dag för dag" }).waitFor();
  await phone.getByText(/är dagarna hos Kim .* avslutade/).waitFor({ state: "detached" });
});

test("locking asks why over what the checks hold against it, and what comes late is decided in one list", async () => {
  const { page } = karin;
  await karin.lock("Kim");
  await page.getByRole("heading", { name: "Låst trots det här" }).waitFor();
  await page.getByText("”Papper är på väg.”").waitFor();

  await emil.page.goto(`${demo.info.url}/month/${october}`);
  await emil.page.locator(".ledger__day + li .hit").first().click();
  const to = emil.page.getByLabel("Till", { exact: true });
  await to.fill((await to.inputValue()) === "21.59" ? "21.58" : "21.59");
  await emil.page.getByRole("button", { name: "Spara", exact: true }).click();

  await karin.board();
  await page.getByRole("link", { name: /^Att göra/ }).first().click();
  await page.locator(".inbox__one", { hasText: "En ändring från Emil Låtsgren" }).getByRole("button", { name: /^Avgör här/ }).click();
  const late = page.locator("article.finding", { hasText: "Emil Låtsgren vill ändra raden fast månaden är låst." });
  await late.getByText(/ blir 21\.5[89]$|blir .* 21\.5[89]$/).waitFor();
  await accessible(page, "a change that waits, in the list");
  await late.getByRole("button", { name: "Avslå" }).click();
  await late.getByLabel("Varför avslår du?").fill("Så var det inte.");
  await late.getByRole("button", { name: "Avslå" }).click();
  await late.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "1 ändring väntar på er" }).waitFor({ state: "detached" });
});

test("customers are chased by the keyboard alone: chosen, locked over a reason, taken back; one thing settled, one put off", async () => {
  const { page } = karin;
  const keys = async (/** @type {string[]} */ ...names) => {
    for (const name of names) await page.keyboard.press(name);
  };
  const to = async (/** @type {string} */ where, /** @type {string} */ key = "Tab") => {
    for (let i = 0; i < 40 && !(await page.evaluate((where) => document.activeElement?.matches(where), where)); i++) await page.keyboard.press(key);
  };
  await karin.board();
  await keys("/");
  await page.keyboard.type("sol s");
  await karin.line("Alva").waitFor({ state: "detached" });
  await keys("ArrowDown", "x");
  await page.getByText("1 kund är vald", { exact: true }).last().waitFor();
  await keys("/");
  await keys("ControlOrMeta+a", "Delete");
  await karin.line("Alva").waitFor();
  await keys("ArrowDown", "Space");
  await page.getByText("2 kunder är valda", { exact: true }).last().waitFor();
  await keys("l");
  const sheet = page.getByRole("dialog");
  await sheet.getByText("1 av 2 kan låsas om du skriver varför").waitFor();
  await sheet.getByText("Alva Påhittsson").waitFor(); // left out, and why
  await sheet.getByText("1 sak måste rättas först.").waitFor();
  await to("dialog input");
  await page.keyboard.type("Papper är på väg.");
  await keys("Tab", "Enter");
  await sheet.getByText("Allt är gjort").waitFor();
  await keys("Escape");
  await karin.line("Sol").getByText("Låst").waitFor();
  await page.locator(".toast").getByRole("button", { name: "Ångra" }).waitFor(); // it is said once the sheet is gone, the line may change before
  await keys("ControlOrMeta+z");
  await karin.line("Sol").getByText("Att låsa", { exact: true }).waitFor();

  await page.goto(`${demo.info.url}/office/inbox`);
  const conflict = page.locator(".inbox__one", { hasText: "Samir Provström: två olika uppgifter" });
  await conflict.waitFor();
  await to('[data-key^="conflict:"] *', "ArrowDown");
  await keys("Enter");
  await conflict.getByText("Välj vad som gäller").waitFor();
  await to(".inbox input[type=radio]");
  await keys("ArrowRight", "Tab", "Tab", "Enter");
  await conflict.waitFor({ state: "detached" });
  const lapse = page.locator(".inbox__one", { hasText: "Beslutet slutar gälla" });
  await page.locator("body").press("ArrowDown");
  await to('[data-key^="decision:"] *', "ArrowDown");
  await keys("s");
  await page.getByRole("dialog").waitFor();
  await to('dialog input[type="text"]');
  await page.keyboard.type("Kommunen svarar på fredag.");
  await keys("Enter");
  await lapse.waitFor({ state: "detached" });
  await page.getByRole("radio", { name: /^Uppskjutet/ }).focus();
  await keys("Space");
  await lapse.getByText(/Uppskjutet till /).waitFor();
  await lapse.getByText("”Kommunen svarar på fredag.”").waitFor();

  // Without network the list is as it was, and says from when; what is put off then is sent later, and nothing is lost.
  const begun = new Date().toISOString();
  await page.goto(`${demo.info.url}/office/inbox`);
  const left = page.locator(".inbox__one");
  await left.first().waitFor();
  await until(async () => (await kept(page))["office /api/v1/office/inbox"]?.at > begun); // until the server has answered anew what is shown is from before
  const before = await left.count();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await offline(karin.context, async () => {
    await page.reload();
    await page.getByText(/^Utan nät\. Så här var det .*\.$/).waitFor();
    await left.first().waitFor();
    await becomes(() => left.count(), before);
    await accessible(page, "what waited, without network");
    await page.locator("body").press("ArrowDown");
    await keys("s");
    await page.getByRole("dialog").waitFor();
    await to('dialog input[type="text"]');
    await keys("Enter");
    await page.waitForFunction((n) => document.querySelectorAll(".inbox__one").length === n, before - 1);
  });
  await page.getByText("Visar det senaste").waitFor();
  await page.reload();
  await page.getByRole("radio", { name: /^Uppskjutet 2/ }).waitFor();
  await becomes(() => left.count(), before - 1);
});
