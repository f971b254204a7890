// A person's own: coming back by passkey and by code, devices, the lock, looks, notices, working time, data; and the
// accessibility statement, for anybody. (Each page as it is, in both languages, is looked at by the tour of the screens.)
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, listen, openBrowser } from "../lib/browser.mjs";
import { authenticator, become } from "../lib/passkeys.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { playPush } from "../lib/push.mjs";
import { offline } from "../lib/screens/stage.mjs";

const small = { width: 320, height: 640 };

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser({ whole: true })]);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

/** A device that nobody has signed in on. */
async function blank() {
  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: small });
  const page = await context.newPage();
  return { context, page, heard: listen(page) };
}

/** @param {import("playwright-core").Page} page @param {string} name */
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

test("a passkey brings a person back; a code carries the sign-in; a closed device still sends what it holds", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Tilda"));
  const phone = await authenticator(page);
  await page.getByRole("button", { name: "Starta hos Alva P." }).waitFor();
  await page.goto(`${demo.info.url}/more/devices`);
  await page.getByText("Den här enheten").waitFor();
  await press(page, "Lägg till en nyckel");
  await page.getByText("Nyckeln finns nu.").waitFor();
  assert.equal(await phone.keys(), 1);
  await accessible(page, "devices and passkeys");
  await page.getByRole("button", { name: "Byt namn på Nyckel 1" }).click();
  await page.getByRole("textbox", { name: "Namn" }).fill("Jobbtelefonen");
  await press(page, "Spara");
  await page.getByRole("heading", { name: "Jobbtelefonen" }).waitFor();

  // Another device, by the code that this one shows.
  await page.goto(`${demo.info.url}/more`);
  await press(page, "Visa en kod");
  const code = (await page.locator("strong.code").textContent()) ?? "";
  const { context: other, page: tablet, heard: heardThere } = await blank();
  await tablet.goto(`${demo.info.url}/join`);
  await tablet.getByLabel("Koden du har fått").fill(code.toLowerCase().replaceAll("-", " "));
  await press(tablet, "Logga in");
  await tablet.getByRole("button", { name: "Starta hos Alva P." }).waitFor();

  // It writes without network, and is closed from the first one meanwhile.
  await offline(other, async () => {
    await tablet.getByRole("button", { name: "Starta hos Alva P." }).click();
    await tablet.getByText("Sparat på telefonen", { exact: true }).first().waitFor();
    await page.goto(`${demo.info.url}/more/devices`);
    await page.getByRole("button", { name: /^Avsluta / }).click();
    await accessible(page, "about to close a device");
    await press(page, "Avsluta");
    await page.getByText("Enheten är avslutad.").waitFor();
    await page.getByText("Får bara skicka").waitFor();
  });
  await tablet.getByText("Utloggad").first().waitFor();
  await tablet.getByText("Sparat på telefonen", { exact: true }).first().waitFor({ state: "detached" });
  await tablet.getByText("Du är utloggad. Det du har skickat är mottaget, och syns här igen när du har loggat in. Logga in igen").waitFor();
  await page.goto(demo.info.url);
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await press(page, "Stopp");
  await page.getByRole("button", { name: "Starta hos Alva P." }).waitFor(); // until then the header tells of what was before
  await page.getByText("Allt är mottaget").waitFor();

  await page.goto(`${demo.info.url}/more`);
  await press(page, "Logga ut");
  await page.getByRole("button", { name: "Logga in med nyckel" }).waitFor();
  await accessible(page, "join, with a passkey");
  await press(page, "Logga in med nyckel");
  await page.getByRole("button", { name: "Starta hos Alva P." }).waitFor();
  await page.goto(`${demo.info.url}/more/devices`);
  await page.getByRole("button", { name: "Ta bort Jobbtelefonen" }).click();
  await press(page, "Ta bort");
  await page.getByRole("heading", { name: "Jobbtelefonen" }).waitFor({ state: "detached" });
  heard.nothing();
  heardThere.nothing();
  await Promise.all([context.close(), other.close()]);
});

test("a page that is loaded anew while it joins by a link joins with it, also where the server had let it in", async () => {
  const { context, page, heard } = await blank();
  const link = new URL(demo.person("assistant", "Vera").signin);
  const answers = "**/api/v1/session";
  await page.route(answers, async (route) => {
    await route.fetch(); // the server lets it in, and nobody hears of it
    await route.abort("connectionreset");
  }, { times: 1 });
  await page.goto(link.href);
  await page.getByRole("button", { name: "Försök igen" }).waitFor();
  assert.equal(new URL(page.url()).hash, link.hash);
  await page.reload();
  await page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();
  assert.deepEqual(new URL(page.url()), new URL("/", demo.info.url), "the code is not in the address any more");

  // Used up, it goes from the address: what was typed after it would meet it again.
  const other = await blank();
  await other.page.goto(link.href);
  await other.page.getByLabel("Koden du har fått").waitFor();
  assert.equal(new URL(other.page.url()).hash, "");
  heard.nothing();
  await Promise.all([context.close(), other.context.close()]);
});

test("a link that let somebody in leads in again, another that is used says that one is in already, and a server in trouble uses none up", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Lina"), { viewport: small });
  const start = page.getByRole("button", { name: /^Starta hos/ }).first();
  const session = "**/api/v1/session";
  await start.waitFor();
  let asked = 0;
  await page.route(session, (route) => {
    asked++;
    return route.continue();
  });
  await page.goto(demo.person("assistant", "Lina").signin);
  await start.waitFor();
  assert.deepEqual([page.url(), asked], [new URL("/", demo.info.url).href, 0]);

  const link = new URL(demo.person("assistant", "Jonna").signin);
  const other = await blank();
  await other.page.route(session, (route) => route.fulfill({ status: 503, json: { code: "overloaded" } }), { times: 1 });
  await other.page.goto(link.href);
  await other.page.getByText("Passbok svarar inte.").waitFor();
  assert.equal(new URL(other.page.url()).hash, link.hash);
  await accessible(other.page, "join, with a server in trouble");
  await press(other.page, "Försök igen");
  await other.page.getByRole("button", { name: /^Starta hos/ }).first().waitFor();

  await page.goto(link.href);
  await page.getByRole("heading", { name: "Du är redan inloggad" }).waitFor();
  await accessible(page, "join, with a used link, signed in");
  await page.getByRole("link", { name: "Öppna Passbok" }).click();
  await start.waitFor();
  heard.nothing();
  await Promise.all([context.close(), other.context.close()]);
});

test("locked, the app shows nothing and sends what it holds; it opens without network", async () => {
  const { context, page, heard } = await device(browser, demo.person("assistant", "Nina"));
  const phone = await authenticator(page);
  const start = page.getByRole("button", { name: /^Starta hos/ });
  await start.waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${demo.info.url}/more/lock`);
  await page.getByRole("radio", { name: "Genast" }).check();
  await page.getByText("Låset är ändrat.").waitFor();
  await accessible(page, "the lock's page");
  await page.goto(demo.info.url);
  const open = page.getByRole("button", { name: "Lås upp", exact: true });
  await open.waitFor(); // started anew, it is locked
  await accessible(page, "locked");
  await becomes(() => open.evaluate((button) => button === document.activeElement), true, "the focus is on the way through");
  await page.keyboard.press("Enter");
  await start.waitFor();

  await context.setOffline(true);
  await start.click();
  await page.getByText("Sparat på telefonen", { exact: true }).first().waitFor();
  await become(page, "hidden");
  await become(page, "visible");
  await open.waitFor();
  const seen = await page.locator("body").innerText();
  assert.doesNotMatch(seen, /Nina|Stopp|pågår|Aktiv/i);
  await phone.held(false);
  await open.click();
  await page.getByText("Det gick inte att låsa upp.").waitFor();
  await accessible(page, "locked, and not opened");
  await phone.held(true);
  const sent = page.waitForResponse((r) => r.url().endsWith("/api/v1/sync") && (r.request().postData() ?? "").includes('"ops"'));
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  const answer = await sent;
  assert.equal(answer.status(), 200, "what waits goes while it is locked");
  await answer.finished(); // all of it is here before the network is taken away
  await context.setOffline(true);
  await open.click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.getByText("Sparat på telefonen", { exact: true }).first().waitFor({ state: "detached" }); // until then it may stand in more than one place
  await context.setOffline(false);

  // Whoever has lost what opens it signs in anew, and the lock is gone.
  await become(page, "hidden");
  await become(page, "visible");
  await page.getByRole("link", { name: "Logga in på nytt" }).click();
  await page.getByText("Det du har skrivit finns kvar och skickas. När du har loggat in är låset av.").waitFor();
  await accessible(page, "signing in anew, locked");
  await page.getByRole("link", { name: "Tillbaka" }).click(); // who has changed their mind may still unlock
  await open.waitFor();
  await page.getByRole("link", { name: "Logga in på nytt" }).click();
  await press(page, "Logga in");
  assert.equal(await page.getByLabel("Koden du har fått").getAttribute("aria-invalid"), "true", "no code is said at its field, and not asked the server");
  await context.setOffline(true);
  await press(page, "Logga in med nyckel");
  await page.getByRole("heading", { name: "Nät behövs för att logga in" }).waitFor();
  const again = page.waitForRequest((r) => r.url().endsWith("/session/passkey/options"));
  await press(page, "Försök igen");
  await again; // what was tried, and not the code that nobody has typed
  await page.getByRole("heading", { name: "Nät behövs för att logga in" }).waitFor();
  await context.setOffline(false);
  await page.getByLabel("Koden du har fått").fill(await newCode("Nina"));
  await press(page, "Logga in");
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  heard.nothing();
  await context.close();
});

/** A new invitation, made by the office. @param {string} name */
async function newCode(name) {
  const karin = await device(browser, demo.person("coordinator", "Karin"));
  await karin.page.locator(".desk main h1").waitFor();
  await karin.page.goto(`${demo.info.url}/office/people`);
  await karin.page.getByRole("button", { name: new RegExp(`^Bjud in, ${name}`) }).click();
  await karin.page.getByRole("button", { name: "Gör en länk" }).click();
  const link = await karin.page.getByLabel("Länk", { exact: true }).inputValue();
  await karin.context.close();
  return new URL(link).hash.slice(1);
}

test("looks, notices, working time and data are one's own; the statement is for anybody", async () => {
  const anybody = await browser.newPage();
  await anybody.goto(`${demo.info.url}/tillganglighet`);
  await anybody.getByText("Kontakt: tillganglighet@passbok.example").waitFor();
  await anybody.getByRole("radio", { name: "English" }).check();
  await anybody.getByRole("heading", { name: "Accessibility of Passbok" }).waitFor();
  await anybody.close();

  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: small, permissions: ["notifications"] });
  const push = await playPush(context, () => new URL(demo.info.push).origin);
  const page = await context.newPage();
  const heard = listen(page);
  await page.goto(demo.person("assistant", "Samir").signin);
  await page.getByRole("button", { name: /^Starta hos/ }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);

  await page.goto(`${demo.info.url}/more`);
  await page.getByRole("link", { name: "Språk, text och utseende" }).click();
  await page.getByRole("radio", { name: "200 %" }).check();
  await page.getByRole("radio", { name: "Mörkt" }).check();
  await page.reload();
  assert.deepEqual(
    await page.evaluate(() => [document.documentElement.style.fontSize, document.documentElement.dataset.theme]), ["200%", "dark"],
  );
  await page.getByRole("radio", { name: "200 %" }).waitFor();
  for (const [at, said] of [["looks", "Storlek på texten"], ["devices", "Den här enheten"], ["time", "Längsta passet"], ["notices", "Säg till om"], ["data", "Hämta filen"], ["lock", "Lås appen"]]) {
    await page.goto(`${demo.info.url}/more/${at}`);
    await page.getByText(said ?? "").first().waitFor();
    assert.ok(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) <= innerWidth), `${at} scrolls sideways at 320 px with text at 200 %`);
  }

  await page.goto(`${demo.info.url}/more/notices`);
  await press(page, "Skicka en provavisering");
  await page.getByText("Ingen av dina enheter tar emot aviseringar nu.").waitFor();
  await press(page, "Slå på aviseringar");
  await page.getByText("Aviseringar är på").waitFor();
  // Not on before the server has it, whatever the browser says; the next exchange tries again.
  await page.evaluate(() => localStorage.removeItem("passbok.push"));
  await page.route("**/api/v1/push/subscription", (route) => route.abort());
  await page.reload();
  await page.getByText(/^Servern känner inte till den här enheten än, så inga aviseringar kommer hit\. Vi vet inte om det kom fram\./).waitFor();
  await page.getByRole("button", { name: "Slå på aviseringar" }).waitFor();
  await accessible(page, "notices that the server has not taken");
  await page.unroute("**/api/v1/push/subscription");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText("Aviseringar är på").waitFor();
  await press(page, "Skicka en provavisering");
  await page.getByText("En avisering är på väg till 1 enhet.").waitFor();
  const [came] = await push.arrived(1);
  assert.match(came?.text ?? "", /Aviseringarna fungerar/);
  // A second choice, made while the first is on its way, is kept too.
  await page.route("**/api/v1/me/notices", async (route) => {
    if (route.request().method() === "PUT") await new Promise((done) => setTimeout(done, 600));
    await route.continue();
  });
  await page.getByRole("checkbox", { name: /^En tid behöver dig/ }).uncheck();
  await page.getByRole("checkbox", { name: /^Ditt schema har ändrats/ }).uncheck();
  await page.getByText("Ditt val är sparat.").waitFor();
  await page.reload();
  for (const kind of [/^En tid behöver dig/, /^Ditt schema har ändrats/]) await becomes(() => page.getByRole("checkbox", { name: kind }).isChecked(), false);

  await page.goto(`${demo.info.url}/more`);
  await page.getByRole("link", { name: "Mejl och SMS" }).click();
  await becomes(() => page.getByRole("navigation", { name: "Huvudmeny" }).locator("[aria-current]").innerText(), "Mer", "its place is in the menu, as of all of one's own pages");
  await page.getByLabel("Mobil för SMS").fill("08-123 45 67");
  await press(page, "Spara");
  await page.getByText("Numret är inte till en mobil.").waitFor();
  await becomes(() => page.evaluate(() => document.activeElement?.getAttribute("name")), "mobile", "the focus is where something is wrong");
  assert.ok(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) <= innerWidth), "it scrolls sideways at 320 px with text at 200 %");
  await accessible(page, "how one is reached, with something wrong");
  await page.getByLabel("Mobil för SMS").fill("+46 (0)70-174 06 92");
  await page.getByRole("radio", { name: "Bara SMS" }).check();
  await press(page, "Spara");
  await page.getByText("Sparat.").waitFor();
  await page.reload();
  await becomes(() => page.getByLabel("Mobil för SMS").inputValue(), "070-174 06 92");
  await becomes(() => page.getByRole("radio", { name: "Bara SMS" }).isChecked(), true);

  await page.goto(`${demo.info.url}/more/data`);
  const [file] = await Promise.all([page.waitForEvent("download"), press(page, "Hämta filen")]);
  const held = JSON.parse(await readFile(await file.path(), "utf8"));
  const { id } = demo.person("assistant", "Samir");
  assert.equal(held.server.person, id);
  assert.ok(held.phone.rows.length > 0);
  for (const { doc, fields } of held.server.documents) {
    if (doc.startsWith("shift/")) assert.equal(fields.assistant, id, "a colleague's shift is in the file");
  }
  heard.nothing();
  await context.close();
});
