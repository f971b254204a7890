// A month's end: from what is in the way of an invoice to what was signed at Försäkringskassan, and what may go wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { signsInvoice } from "../lib/bankid.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, openBrowser, phone } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { breakIt, deliver, shown, tap, toldPhone, until } from "../lib/push.mjs";
import { october, office } from "../lib/rooms.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof office>>} */
let karin;
/** @type {Awaited<ReturnType<typeof told>>} */
let kim;
/** @type {Awaited<ReturnType<typeof device>>} */
let gunnar;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser({ whole: true })]);
  karin = await office(browser, demo);
});
after(async () => {
  await browser.close();
  await demo.stop();
  karin.heard.nothing();
});

/** @param {{signin: string}} person */
const told = (person) => toldPhone(browser, demo, person);

const fk = () => new URL(demo.info.fk).origin;

/** How a customer's invoice stands on the board. @param {string} name @param {string[]} cells */
async function board(name, ...cells) {
  await karin.board();
  for (const cell of cells) await karin.line(name).getByRole("cell", { name: cell }).waitFor();
}

/** From the invoice to the simulator of Försäkringskassan; what is missing is said first, and stops nobody. @param {import("playwright-core").Page} page @param {RegExp} button */
async function handOver(page, button) {
  await page.getByRole("button", { name: button }).click();
  if (button === send) await page.getByRole("dialog").getByRole("button", { name: "Skicka ändå" }).click();
  await page.waitForURL(`${fk()}/granska/*`);
  await page.getByRole("heading", { level: 1, name: "Granska räkningen" }).waitFor();
}

/** The next request of a kind is done, and its answer never comes. @param {import("playwright-core").Page} page @param {string} kind */
async function lost(page, kind) {
  await page.route(`**/${kind}`, async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
}

const send = /^Skicka till Försäkrings.?kassan$/;
const look = /^Titta på räk.?ningen$/;

/** The form's questions, by the keyboard alone: each is answered on a screen of its own, and the last answer is changed. @param {import("playwright-core").Page} page */
async function questions(page) {
  await page.getByRole("link", { name: "Svara på frågorna" }).press("Enter");
  await becomes(() => page.evaluate(() => document.activeElement?.id), "main", "the focus is at the beginning of the page"); // from there on nothing takes it from what is pressed
  for (const [n, answer] of ["Nej", "Nej", "Nej", "Ja"].entries()) {
    await page.getByText(`Fråga ${n + 1} av 4`).waitFor();
    await page.getByRole("button", { name: answer, exact: true }).press("Enter");
  }
  await page.getByRole("heading", { name: "Tack. Du har svarat på alla frågor." }).waitFor();
  await page.getByRole("link", { name: "Till räkningen" }).press("Enter");
  await page.getByText("Du har svarat på alla frågor", { exact: true }).waitFor();
}

test("what is not settled cannot be locked, and is said in words", async () => {
  const { page } = karin;
  for (const [name, why] of /** @type {const} */ ([
    ["Alva", "två olika uppgifter om passet 27 oktober"],
    ["Bo", "passet som började 31 oktober 16.58 har inget slut"],
  ])) {
    await karin.month(name);
    await page.getByRole("button", { name: "Lås räkningen" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("Räkningen går inte att låsa än.").waitFor();
    await alert.getByText(why).waitFor();
    assert.equal(await page.getByRole("heading", { name: "Räkningen är låst" }).count(), 0);
  }
  // What Försäkringskassan reads of the night on which clocks were changed stands beside what was worked.
  await karin.month("Alva");
  const night = page.getByRole("region", { name: "Natten då klockan ställdes om, 25 okt" });
  await night.getByText("De säger samma sak.").waitFor();
  assert.match(await night.innerText(), /Efter klockan på raderna\s+24 h\s+Så läser Försäkringskassan raderna\s+25 h\s+Arbetat den dagen\s+25 h/);
  await accessible(page, "a month with the night on which clocks were changed");
});

/**
 * Has a part of the page read aloud, and stops it. The voice is the browser's own: what it is given to say is listened to.
 * @param {import("playwright-core").Page} page @param {string} what @param {RegExp} words
 */
async function aloud(page, what, words) {
  await page.evaluate(() => {
    const heard = /** @type {any} */ (globalThis);
    heard.spoken = [];
    speechSynthesis.speak = (utterance) => {
      heard.spoken.push(utterance.text);
      if (heard.spoken.length < 3) setTimeout(() => utterance.dispatchEvent(new Event("end"))); // the third goes on and on
    };
  });
  await page.getByRole("button", { name: what }).click();
  await page.waitForFunction(() => /** @type {any} */ (globalThis).spoken.length === 3);
  assert.match(await page.evaluate(() => /** @type {any} */ (globalThis).spoken.join(" ")), words);
  await page.getByRole("button", { name: "Sluta läsa" }).click();
  await page.getByRole("button", { name: what }).waitFor();
}

test("a guardian is told, looks, sends, signs; what was signed is what was sent", async () => {
  const elsa = await told(demo.person("representative", "Elsa"));
  await karin.lock("Sol");

  // One message, sealed to this device and signed by this server; the simulator has checked and opened it.
  const [message] = await elsa.push.arrived(1);
  assert.ok(message?.text);
  const said = JSON.parse(message.text);
  assert.match(said.notification.navigate, new RegExp(`^${demo.info.url}/rakning/`));
  for (const secret of [/Sol/, /Elsa/, /Sagolund/, /\d+ ?h/, /assistans/i, /Försäkringskassan/i, /kr\b/, /\d{6}/]) {
    assert.doesNotMatch(`${said.notification.title} ${said.notification.body}`, secret);
  }

  // The very bytes reach the phone: one notice, with nothing in it that a stranger may not read.
  await deliver(elsa.page, message);
  await until(async () => (await shown(elsa.page)).length > 0);
  const notices = await shown(elsa.page);
  assert.deepEqual(notices.map(({ title, body }) => ({ title, body })), [{ title: said.notification.title, body: said.notification.body }]);
  // Delivered twice it shows once; and with a name where the person has chosen that on this phone.
  await elsa.page.goto(`${demo.info.url}/help`);
  await elsa.page.getByRole("checkbox", { name: "Visa vem det gäller på låsskärmen" }).check();
  await until(() => elsa.page.evaluate(async () => (await (await caches.match("/whose", { cacheName: "whose" }))?.text())?.includes("Sol") ?? false)); // the cache is there before the names are
  await deliver(elsa.page, message);
  await until(async () => (await shown(elsa.page))[0]?.title === `Sol: ${said.notification.title}`);
  assert.equal((await shown(elsa.page)).length, 1);

  await tap(elsa.context);
  const { page } = elsa;
  await page.waitForURL(said.notification.navigate);
  await page.getByRole("heading", { level: 1, name: /Sol Sagolund.*oktober/ }).waitFor();
  for (const sum of ["250 h 44 min", "0 min", "242 h 48 min"]) await page.locator("section", { hasText: "De här tre summorna" }).getByText(sum, { exact: true }).waitFor();
  await aloud(page, "Läs upp summorna", /250 timmar (och )?44 minuter/);
  assert.equal(await page.locator(".days svg .c-grid").count() > 0, true);
  const days = await page.locator(".days svg rect:not(.c-weekend)").evaluateAll((bars) => new Set(bars.map((bar) => bar.getAttribute("x"))).size);
  assert.equal(days, 31, "a bar a day");
  await page.getByRole("radio", { name: "Tabell" }).check();
  await becomes(() => page.locator("table.plain tbody tr").count(), 31, "a line a day");
  for (const name of ["Ali Blankettby", "Sara Mönsterdal"]) await page.getByText(name, { exact: true }).waitFor();
  await page.locator("section", { hasText: "Det här saknas" }).getByRole("heading", { name: "Tidsredovisningen saknas för Ali Blankettby, Sara Mönsterdal." }).waitFor();
  await accessible(page, "the invoice");
  await questions(page);
  await page.getByRole("button", { name: send }).click();
  await page.getByRole("dialog").getByText(/kr kan utebli eller dröja/).waitFor();
  await page.getByRole("dialog").getByText("Vänta med det").click();

  await handOver(page, send);
  await page.getByText("250 h 44 min").waitFor();
  await signsInvoice(page, "Elsa");
  await page.waitForURL(`${demo.info.url}/rakning/*/${october}?tillbaka=1`);
  await page.getByRole("heading", { level: 1, name: "Tack. Oktober är klar." }).waitFor();
  for (const step of ["Försäkringskassan tog emot", "Du skrev under med BankID", "Vi jämförde"]) await page.locator("li.is-done", { hasText: step }).waitFor();
  await accessible(page, "the receipt");

  await board("Sol Sagolund", ...["Räkning", "Avisering", "Inskickad", "Signerad"].map((stage) => `${stage}: klart.`));
  await karin.month("Sol");
  await karin.page.getByText("Underskriven och jämförd").waitFor();
  await karin.page.locator("section", { has: karin.page.getByRole("heading", { name: "Skickad fast det här saknades" }) }).getByText(/^tidsredovisning, .* kr i fara$/).waitFor();
  assert.equal((await elsa.push.messages()).filter((m) => JSON.parse(m.text ?? "{}").app.notice === "invoice_ready").length, 1);
  elsa.heard.nothing();
});

test("a god man sends by the browser, and breaks off there", async () => {
  await karin.month("Alva");
  const choice = karin.page.locator("form", { has: karin.page.getByRole("button", { name: "Spara valet" }) });
  await choice.getByRole("radio").first().check();
  await choice.getByRole("button", { name: "Spara valet" }).click();
  await karin.page.locator("article", { hasText: "två olika uppgifter om passet 27 oktober" }).waitFor({ state: "detached" });
  await karin.lock("Alva");
  gunnar = await device(browser, demo.person("representative", "Gunnar"), { viewport: phone });
  const { page } = gunnar;
  await page.getByRole("link", { name: look }).click();
  // A yes that is taken, and whose answer is lost; then a no, which is another answer and no faulty repetition.
  await page.getByRole("link", { name: "Svara på frågorna" }).click();
  await lost(page, "answers");
  await page.getByRole("button", { name: "Ja", exact: true }).click();
  await page.getByText("Vi vet inte om det kom fram. Titta, eller försök igen: det görs inte två gånger.").waitFor();
  await page.getByText("Du har svarat: Ja").waitFor();
  await page.getByRole("button", { name: "Nej", exact: true }).click();
  await page.getByText("Fråga 2 av 4").waitFor();
  await page.goBack();
  await page.getByText("Du har svarat: Nej").waitFor();
  await page.getByRole("button", { name: "Tillbaka till räkningen" }).click();
  // Handed over, and the answer is lost: nobody says that nothing was sent, and one goes on.
  await lost(page, "handover");
  await page.getByRole("button", { name: send }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Skicka ändå" }).click();
  await page.getByText("Vi vet inte om den är skickad.").waitFor();
  assert.equal(await page.getByText(/Ingenting har (skickats|hänt)/).count(), 0);
  await handOver(page, /^Fortsätt hos Försäkrings.?kassan$/);
  await page.getByRole("button", { name: "Avbryt" }).click();
  await page.getByRole("heading", { level: 1, name: "Är räkningen underskriven?" }).waitFor();
  await board("Alva", "Inskickad: klart.", "Signerad: väntar.");
});

test("a push service that fails and a killed server delay the notice; an attempt is broken off; what was signed differs", async () => {
  // Kim is her own employer, and sends herself.
  kim = await told(demo.person("beneficiary", "Kim"));
  const { page } = kim;
  await breakIt(`${demo.info.push}/faults`, { endpoint: kim.push.subscription.endpoint, status: 503, retry_after: "1" });
  await karin.lock("Kim");
  await until(async () => (await (await fetch(`${demo.info.push}/faults`)).json()).length === 0); // it has been tried once, in vain
  assert.deepEqual(await kim.push.messages(), []);
  await demo.restart("SIGKILL", ["--erak-by", "server"]); // from here on the server hands over
  assert.equal((await kim.push.arrived(1)).length, 1);

  await page.goto(demo.info.url);
  await page.getByRole("link", { name: look }).click();
  await page.getByRole("heading", { level: 1, name: "Räkningen för oktober" }).waitFor();
  await handOver(page, send);
  await page.getByRole("button", { name: "Avbryt" }).click();
  await page.getByRole("heading", { level: 1, name: "Är räkningen underskriven?" }).waitFor();
  await accessible(page, "back from Försäkringskassan with nothing signed");

  await breakIt(`${fk()}/admin/faults`, { wrong_echo: true });
  await handOver(page, /^Fortsätt hos Försäkrings.?kassan$/);
  await signsInvoice(page, "Kim");
  await page.getByRole("heading", { level: 1, name: "Något stämmer inte" }).waitFor();
  await page.getByRole("cell").first().waitFor();
  await accessible(page, "what differs");
  await breakIt(`${fk()}/admin/faults`, {});

  await board("Kim Utkastberg", "Signerad: fel. Stämmer inte");
  await karin.month("Kim");
  await karin.page.getByRole("alert").getByText("Det som skrevs under är inte det som skickades").waitFor();
  await accessible(karin.page, "the office's month that differs");
  // Where it waits it says what differs, and opens the invoice there.
  const at = karin.page.url();
  await karin.page.goto(`${demo.info.url}/office/inbox`);
  const waits = karin.page.locator(".inbox__one", { hasText: "Det som är underskrivet hos Försäkringskassan" });
  await waits.getByRole("button", { name: /^Avgör här/ }).click();
  await waits.getByRole("columnheader", { name: "Skickat" }).waitFor();
  await waits.getByRole("button", { name: "Öppna räkningen igen" }).waitFor();
  await accessible(karin.page, "what differs, among what waits");
  await karin.page.goto(at);
  await page.goto(demo.info.url);
  await page.getByRole("heading", { name: "Något stämmer inte med oktober" }).waitFor();
});

test("the god man goes on by the server: what is wrong is said where he is, and then he signs", async () => {
  const { page, heard } = gunnar;
  await page.evaluate(() => navigator.serviceWorker.ready); // with every part, before the network is taken away
  await breakIt(`${fk()}/admin/faults`, { reject: "Perioden är stängd hos oss.", reject_field: "redovisningsmanad" });
  await page.getByRole("button", { name: /^Fortsätt hos Försäkrings.?kassan$/ }).click();
  await page.getByRole("heading", { name: "Försäkringskassan skriver" }).waitFor();
  await page.getByText("Perioden är stängd hos oss.").waitFor();
  await page.getByText(/Inget är underskrivet, och räkningen är kvar/).waitFor();
  await accessible(page, "an invoice that is turned down");
  await breakIt(`${fk()}/admin/faults`, { received_first: true });
  await handOver(page, /^Fortsätt hos Försäkrings.?kassan$/);
  // The page was closed, and the network is lost on the way back: that is said, and once it is there again, the truth.
  await page.context().setOffline(true);
  await page.goto(`${demo.info.url}/rakning/${demo.person("beneficiary", "Alva").id}/${october}?tillbaka=1`);
  await page.getByText("Ingenting har gått förlorat").waitFor();
  await page.context().setOffline(false);
  await page.getByRole("heading", { level: 1, name: "Tack. Försäkringskassan har räkningen." }).waitFor();
  await handOver(page, /^Fortsätt hos Försäkrings.?kassan$/);
  await signsInvoice(page, "Gunnar");
  await page.getByRole("heading", { level: 1, name: "Tack. Oktober är klar." }).waitFor();
  await page.getByText("Gunnar Fiktivsson").first().waitFor();
  await board("Alva", "Inskickad: klart.", "Signerad: klart.");
  await breakIt(`${fk()}/admin/faults`, {});
  heard.nothing();
});

/** An assistant's phone, where the end of a row in October is changed. @param {string} name @param {string} row @param {string} end */
async function late(name, row, end) {
  const phone = await device(browser, demo.person("assistant", name));
  await phone.page.getByRole("button", { name: /^Starta hos/ }).waitFor();
  await phone.page.goto(`${demo.info.url}/month/${october}`);
  const line = phone.page.locator(".ledger li", { hasText: row }).first();
  await line.getByRole("button").first().click();
  await phone.page.getByLabel("Till", { exact: true }).fill(end);
  await phone.page.getByLabel(/Varför ändrar du/).fill("Jag gick tidigare.");
  await phone.page.getByRole("button", { name: "Spara", exact: true }).click();
  return { ...phone, row: line };
}

test("what comes after the lock waits for the office; declined with a reason, or taken in when the month is open", async () => {
  const { page } = karin;
  await karin.month("Kim");
  const lina = await late("Lina", "07.57–14.00", "13.45");
  const emil = await late("Emil", "08.00–13.54", "13.30");
  for (const { row } of [lina, emil]) await row.getByText("Väntar på kontoret", { exact: true }).waitFor();
  await accessible(lina.page, "the assistant's month with a late change");

  const card = (/** @type {string} */ who) => page.locator("article", { hasText: `${who} vill ändra raden fast månaden är låst` });
  await card("Lina Sagoborg").getByText("13.45").first().waitFor();
  await card("Emil Låtsgren").getByText("”Jag gick tidigare.”").waitFor();
  await accessible(page, "the office's month with late changes");

  await card("Emil Låtsgren").getByRole("button", { name: "Avslå" }).click();
  await card("Emil Låtsgren").getByLabel("Varför avslår du?").fill("Det står 13.54 i schemat.");
  await card("Emil Låtsgren").getByRole("button", { name: "Avslå" }).click();
  await card("Emil Låtsgren").waitFor({ state: "detached" });
  await emil.row.getByText("Mottaget").waitFor();
  await emil.row.getByRole("button").first().click();
  await emil.page.getByRole("dialog").getByText("Det står 13.54 i schemat.").waitFor();

  await page.getByRole("button", { name: "Öppna räkningen igen" }).click();
  await page.getByLabel("Varför öppnar du den?").fill("Kim skrev under något annat.");
  await page.getByRole("dialog").getByRole("button", { name: "Öppna räkningen igen" }).click();
  await page.getByRole("heading", { name: "Om räkningen går nu" }).waitFor();
  await page.getByRole("button", { name: "Lås räkningen" }).and(page.locator(":not([aria-busy])")).waitFor(); // what was pressed before is answered: until then another press is not taken
  await card("Lina Sagoborg").getByRole("button", { name: "Låt den gälla" }).click();
  await card("Lina Sagoborg").waitFor({ state: "detached" });
  await page.locator("tr", { hasText: "07.57–13.45" }).getByText("Mottaget").waitFor();
  await lina.page.locator(".ledger li", { hasText: "07.57–13.45" }).waitFor();

  // What Kim has signed at Försäkringskassan holds there until the new version is: so Karin is asked first.
  await karin.month("Kim");
  await page.getByRole("button", { name: "Lås räkningen" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText(/Version 1 av räkningen är undertecknad hos Försäkringskassan/).waitFor();
  await sheet.getByLabel("Varför låser du ändå?").fill("Den nya ska gälla.");
  await sheet.getByRole("button", { name: "Lås ändå" }).click();
  await page.getByRole("heading", { name: "Räkningen är låst" }).waitFor();
  const notices = (await kim.push.arrived(4)).map((m) => JSON.parse(m.text ?? "{}").app.notice);
  assert.deepEqual(notices, ["invoice_ready", "invoice_differs", "invoice_reopened", "invoice_ready"]);
  for (const { heard } of [lina, emil]) heard.nothing();
});

test("without BankID: the invoice is printed, signed by hand, posted; and followed all the way", async () => {
  const { page } = kim;
  await page.goto(`${demo.info.url}/rakning/${demo.person("beneficiary", "Kim").id}/${october}`);
  await page.getByRole("link", { name: "Jag kan inte använda BankID" }).click();
  await page.getByRole("button", { name: "Be kontoret skriva ut räkningen" }).click();
  await page.getByText("Du valde papper").waitFor();

  await karin.month("Kim");
  const leaf = karin.page.locator("section", { has: karin.page.getByRole("heading", { name: "Räkningen på papper" }) });
  await leaf.getByText("Ska skrivas ut och skrivas under på papper").waitFor();
  await leaf.getByRole("button", { name: "Räkningen är utskriven" }).click();
  await leaf.getByLabel("Välj filer eller ta en bild").setInputFiles({ name: "papper.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n") });
  await leaf.getByText("papper.pdf sparas med nästa steg.").waitFor();
  await leaf.getByRole("radio", { name: "Kim Utkastberg" }).check();
  await accessible(karin.page, "the office's month with an invoice on paper");
  await leaf.getByRole("button", { name: "Pappret är underskrivet" }).click();
  await leaf.getByRole("button", { name: "Hämta fil 1 (PDF)" }).waitFor();
  await leaf.getByRole("button", { name: "Pappret är postat" }).and(karin.page.locator(":not([aria-busy])")).click(); // until the one before is answered, another press is not taken
  await leaf.locator("li.state--done", { hasText: "Postad" }).waitFor();
  await leaf.getByLabel("Välj filer eller ta en bild").setInputFiles({ name: "baksidan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n2 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n") });
  await leaf.getByText("baksidan.pdf är inte sparad än.").waitFor(); // though it is sent
  await leaf.getByRole("button", { name: "Spara bilderna" }).click();
  await leaf.getByRole("button", { name: "Hämta fil 2 (PDF)" }).waitFor();

  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Tack. Oktober är klar." }).waitFor();
  for (const step of ["Kontoret skrev ut", "Du skrev under på papper", "Kontoret postade pappret"]) await page.locator("li.is-done", { hasText: step }).waitFor();
  await page.getByRole("button", { name: "Hämta bild 1 av pappret (PDF)" }).waitFor();
  await accessible(page, "the receipt of an invoice on paper");
  kim.heard.nothing();
});
