// Something is wrong on a day of the invoice: it is said one question a screen, holds the invoice, is answered beside the month,
// seen and answered by the assistant whose row it is, and the invoice goes.
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, openBrowser, phone } from "../lib/browser.mjs";
import { taken } from "../lib/disk.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { october, office } from "../lib/rooms.mjs";

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

const send = /^Skicka till Försäkrings.?kassan$/;

test("a day is said to be wrong, answered, seen by the assistant, and the invoice goes", async () => {
  const sol = demo.person("beneficiary", "Sol").id;
  const [karin, elsa, ali] = await Promise.all([
    office(browser, demo),
    device(browser, demo.person("representative", "Elsa"), { viewport: phone }),
    device(browser, demo.person("assistant", "Ali"), { viewport: phone }),
  ]);
  await elsa.page.getByRole("heading", { level: 1, name: /^Hej/ }).waitFor(); // in, before she is led elsewhere
  await karin.lock("Sol");

  // One question a screen; whom it is about stands at the top of each.
  const { page } = elsa;
  const next = page.getByRole("button", { name: "Nästa" });
  await page.goto(`${demo.info.url}/rakning/${sol}/${october}`);
  await page.getByRole("radio", { name: "Tabell" }).check();
  await page.getByRole("link", { name: "Fel? 14 oktober stämmer inte" }).click();
  await page.getByRole("heading", { name: "Vilket pass?" }).waitFor();
  await page.getByText("Du företräder Sol Sagolund").waitFor();
  await next.click();
  await page.getByRole("alert").getByText("Välj ett av svaren.").waitFor();
  await accessible(page, "a question");
  await page.getByRole("radio", { name: /Ali Blankettby/ }).first().check();
  await next.click();
  await page.getByRole("radio", { name: "Tiden stämmer inte" }).check();
  await next.click();
  await page.getByLabel(/Skriv ett meddelande/).fill("Ali gick en timme tidigare.");
  await next.click();
  await page.getByText("Räkningen skickas inte förrän det är klart.").waitFor();
  await page.getByRole("button", { name: "Säg till kontoret" }).click();
  await page.getByText("Kontoret får veta det").waitFor();
  await page.getByLabel(/^Skriv en anteckning/).fill("Ring skolan i november.");
  await page.getByRole("button", { name: "Spara anteckningen" }).click();
  await page.locator("li", { hasText: "Ring skolan i november." }).waitFor();
  await accessible(page, "what was said");

  // The board and the customer's month say it; the invoice waits.
  await karin.board();
  const line = karin.line("Sol Sagolund");
  await line.getByRole("cell", { name: "Inskickad: behöver dig. Att svara på" }).waitFor();
  await line.getByText(/^Elsa .* säger att något inte stämmer/).waitFor();
  await page.goto(`${demo.info.url}/rakning/${sol}/${october}`);
  await page.getByRole("heading", { name: "Räkningen väntar på svar" }).waitFor();
  await becomes(() => page.getByRole("button", { name: send }).count(), 0);
  await page.getByRole("button", { name: "Skicka ändå" }).click();
  await page.getByRole("dialog").getByText("Vi skriver upp att du skickade").waitFor();
  await accessible(page, "insisting on it");
  await page.getByRole("dialog").getByRole("button", { name: "Vänta på svar" }).last().click();

  await karin.page.getByRole("link", { name: /^Att göra/ }).first().click();
  const waits = karin.page.locator(".inbox__one", { hasText: "Räkningen skickas inte förrän det är klart." });
  await waits.getByRole("button", { name: /^Avgör här/ }).click();
  await waits.getByText("Ali gick en timme tidigare.").last().waitFor();
  await accessible(karin.page, "a talk in the list of what waits");
  await karin.month("Sol");
  const talks = karin.page.locator("#samtal");
  await talks.getByText("Ali gick en timme tidigare.").last().waitFor();
  await karin.page.locator("section", { hasText: "Av den som företräder Sol Sagolund" }).getByText("Ring skolan i november.").waitFor();
  await accessible(karin.page, "a talk beside the month");
  await talks.getByLabel("Skriv ett meddelande").fill("Ja, Ali rättar det.");
  await talks.getByRole("button", { name: "Svara, och räkningen kan skickas" }).click();
  await talks.getByText("Besvarat").waitFor();

  // Ali sees both, and answers where there is no network.
  await ali.page.getByText("1 nytt meddelande").waitFor();
  await ali.page.getByRole("link", { name: /^Läs/ }).click();
  await ali.page.getByText("Ja, Ali rättar det.").last().waitFor();
  await ali.page.getByText("Ali gick en timme tidigare.").last().waitFor();
  await accessible(ali.page, "an assistant's talk");
  await ali.context.setOffline(true);
  await ali.page.getByLabel("Skriv ett meddelande").fill("Stämmer, jag gick tidigare.");
  await ali.page.getByRole("button", { name: "Svara" }).click();
  await ali.page.locator("li", { hasText: "Stämmer, jag gick tidigare." }).getByText("Sparat på telefonen").waitFor();
  await ali.context.setOffline(false);
  await talks.getByText("Stämmer, jag gick tidigare.").last().waitFor();
  await talks.getByText("Väntar på svar").waitFor(); // it is the office's again, and holds nothing

  // The answer is seen, and the invoice goes.
  await page.getByText("Ja, Ali rättar det.").last().waitFor({ state: "attached" });
  await page.getByRole("button", { name: send }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Skicka ändå" }).click(); // timesheets are missing
  await page.waitForURL(`${new URL(demo.info.fk).origin}/granska/*`);

  // The provider keeps day notes: the office begins, Ali goes on where there is no network, and who represents Sol reads both.
  await karin.page.goto(`${demo.info.url}/office/provider`);
  await karin.page.getByLabel(/^Dagsanteckningar sparas/).fill("60");
  await karin.page.getByRole("button", { name: "Spara" }).click();
  await karin.page.locator(".toast").getByText("Sparat.").first().waitFor();
  await taken(karin.page);
  await karin.page.goto(`${demo.info.url}/office/people/${sol}`);
  const notes = karin.page.locator("section", { has: karin.page.getByRole("heading", { name: "Dagsanteckningar" }) });
  await notes.getByText("Skriv en anteckning").click();
  await notes.getByLabel("Vad behöver den som kommer härnäst veta?").fill("Nyckeln hänger i skåpet.");
  await notes.getByRole("button", { name: "Spara anteckningen" }).click();
  await notes.locator("li", { hasText: "Nyckeln hänger i skåpet." }).waitFor();
  await accessible(karin.page, "a customer's day notes");

  await ali.page.goto(`${demo.info.url}/plan`);
  const own = ali.page.locator("details", { has: ali.page.getByText("Dagsanteckningar", { exact: true }) }).first();
  await own.getByText("Dagsanteckningar", { exact: true }).click();
  await own.getByText("Nyckeln hänger i skåpet.").waitFor();
  await ali.context.setOffline(true);
  await own.getByText("Skriv en anteckning").click();
  await own.getByRole("button", { name: "Spara anteckningen" }).click();
  await own.getByText("Skriv något först.").waitFor();
  await own.getByLabel("Dag", { exact: true }).fill("2026-01-01");
  await own.getByLabel("Vad behöver den som kommer härnäst veta?").fill("Vi tog bussen till skolan.");
  await own.getByRole("button", { name: "Spara anteckningen" }).click();
  await own.getByText("Anteckningar om den dagen sparas inte längre.").waitFor();
  await own.getByLabel("Dag", { exact: true }).fill(new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" }));
  await own.getByRole("button", { name: "Spara anteckningen" }).click();
  await own.locator("li", { hasText: "Vi tog bussen till skolan." }).getByText("Sparat på telefonen").waitFor();
  await accessible(ali.page, "an assistant's day notes");
  await ali.context.setOffline(false);
  await notes.getByText("Vi tog bussen till skolan.").waitFor();
  await page.goto(demo.info.url);
  await page.getByText("Dagsanteckningar").click();
  await page.getByText("Vi tog bussen till skolan.").waitFor();
  await accessible(page, "day notes about whom one represents");
  for (const { heard } of [karin, elsa, ali]) heard.nothing();
});
