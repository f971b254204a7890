// A timesheet's way on paper: the assistant says that the hours are complete, a row that changes makes it fall, the office
// prints it, notes that both have signed, and that it is handed in.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { device, openBrowser, phone } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { october, office } from "../lib/rooms.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof office>>} */
let karin;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  karin = await office(browser, demo);
});
after(async () => {
  await browser.close();
  await demo.stop();
  karin.heard.nothing();
});

/**
 * The signed paper is photographed, and scanned; what is no picture is turned away in words.
 * @param {import("playwright-core").Locator} one
 */
async function scan(one) {
  await one.getByText("Bild av det påskrivna pappret").click();
  const photo = Buffer.from(await karin.page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 3000, height: 4200 });
    canvas.getContext("2d")?.fillRect(500, 500, 2000, 2000);
    /** @type {Blob | null} */
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    return [...new Uint8Array(await /** @type {Blob} */ (blob).arrayBuffer())];
  }));
  await one.getByLabel("Välj filer eller ta en bild").setInputFiles([
    { name: "sida 1.png", mimeType: "image/png", buffer: photo },
    { name: "allt.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") },
    { name: "brev.html", mimeType: "text/html", buffer: Buffer.from("<script>1</script>") },
  ]);
  await one.getByText("brev.html skickades inte. Filen är varken PDF, JPEG eller PNG", { exact: false }).waitFor();
  await one.getByText("sida 1.png sparas med nästa steg.").waitFor();
  await one.getByText("allt.pdf sparas med nästa steg.").waitFor();
  await accessible(karin.page, "pictures of a signed paper");
}

/**
 * A better picture comes when the paper is with Försäkringskassan: it stands beside the others.
 * @param {import("playwright-core").Locator} one
 */
async function later(one) {
  await one.getByText("Bild av det påskrivna pappret").click();
  await one.getByLabel("Välj filer eller ta en bild").setInputFiles([{ name: "bättre.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") }]);
  await one.getByText("bättre.pdf är inte sparad än.").waitFor();
  await one.getByRole("button", { name: "Spara bilderna, Emil Låtsgren" }).click();
  await one.getByText("Sparade bilder av pappret: 3").waitFor();
  await one.locator(".state", { hasText: "Inlämnad på papper" }).waitFor();
}

/**
 * What is kept is seen: the photograph on the page, the PDF as a file.
 * @param {import("playwright-core").Locator} one
 */
async function shown(one) {
  await one.getByText("Sparade bilder av pappret: 2").click();
  await one.getByRole("button", { name: "Visa bild 1" }).click();
  const picture = one.getByRole("img", { name: "Bild 1 av den påskrivna tidsredovisningen för Emil Låtsgren" });
  await picture.waitFor();
  const size = await picture.evaluate(async (/** @type {HTMLImageElement} */ img) => {
    await img.decode();
    return [img.naturalWidth, img.naturalHeight, img.src.slice(0, 15)];
  });
  assert.deepEqual(size, [1671, 2340, "data:image/jpeg"], "it is drawn as small as it can be read");
  const [download] = await Promise.all([karin.page.waitForEvent("download"), one.getByRole("button", { name: "Hämta fil 2 (PDF)" }).click()]);
  assert.equal(download.suggestedFilename(), `tidsredovisning-${october}-2.pdf`);
}

test("a timesheet is complete, falls when a row changes, and goes on paper", async () => {
  const emil = await device(browser, demo.person("assistant", "Emil"), { viewport: phone });
  const { page } = emil;
  await page.getByRole("button", { name: /^(Starta hos|Stopp)/ }).first().waitFor();
  await page.goto(`${demo.info.url}/month/${october}`);
  const steps = page.getByRole("list", { name: "Månadens steg" });
  const complete = page.getByRole("button", { name: /^Mina tider är klara/ });
  await complete.click();
  await page.getByText("Du har sagt att tiderna är klara.").waitFor();
  await steps.locator('[aria-current="step"]', { hasText: /Under.?skrivet/ }).waitFor();
  await accessible(page, "a month that is complete");

  await karin.month("Kim");
  const one = karin.page.locator("article.finding", { hasText: "Emil Låtsgren" });
  await one.getByRole("button", { name: "Den är utskriven, Emil Låtsgren" }).click();
  await one.locator(".state", { hasText: "Utskriven" }).waitFor(); // not on the button
  await accessible(karin.page, "the timesheets of a month");

  // A row changes on the phone: what was complete and printed holds no longer, and both see what differs.
  await page.locator(".ledger .hit").first().click();
  const to = page.getByLabel("Till", { exact: true });
  const before = await to.inputValue();
  await to.fill(before === "21.59" ? "21.58" : "21.59");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("Tiderna har ändrats sedan de var klara.", { exact: false }).waitFor();
  await page.getByText("Ändrat sedan dess").click();
  await page.locator("details li", { hasText: "blev" }).first().waitFor();
  await one.getByText("Tiderna har ändrats sedan den var: utskriven.", { exact: false }).waitFor();
  await one.getByText("Ändrat sedan dess").click();
  await one.locator("li", { hasText: "blev" }).first().waitFor();
  assert.equal(await one.getByRole("button", { name: /^Båda har skrivit under/ }).count(), 0, "a paper that is out of date is not signed");

  await complete.click();
  await page.getByText("Du har sagt att tiderna är klara.").waitFor();
  for (const [button, state] of [["Den är utskriven", "Utskriven"], ["Båda har skrivit under", "Underskriven på papper"], ["Den är skickad", "Inlämnad på papper"]]) {
    if (state === "Underskriven på papper") await scan(one);
    await one.getByRole("button", { name: new RegExp(`^${button}`) }).and(karin.page.locator(":not([aria-busy])")).click(); // until the one before is answered, another press is not taken
    await one.locator(".state", { hasText: state }).waitFor();
  }
  await shown(one);
  await later(one);
  await page.reload();
  await page.getByText("Inlämnad till Försäkringskassan.").waitFor();
  await becomes(() => steps.locator(".is-done").count(), 4);
  await becomes(() => page.getByRole("button", { name: /^Öppna tiderna igen/ }).count(), 0);

  // Without network the month says no less than it did, and a row what its signatures mean before anything is changed.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await emil.context.setOffline(true);
  await page.reload();
  await page.getByText("Inlämnad till Försäkringskassan.").waitFor();
  await becomes(() => steps.locator(".is-done").count(), 4);
  await accessible(page, "a month that is handed in, without network");
  await page.locator(".ledger .hit").first().click();
  await page.getByRole("dialog").getByText("Tidsredovisningen är underskriven. Du kan ändra ändå. Det sparas, och väntar på kontoret, som bestämmer.").waitFor();
  await page.keyboard.press("Escape");
  await emil.context.setOffline(false);

  // The office takes it back, with a reason; the row may change again.
  await one.getByRole("button", { name: "Öppna igen, Emil Låtsgren" }).click();
  await karin.page.getByLabel("Varför öppnar du den?").fill("fel dag");
  await karin.page.getByRole("button", { name: "Öppna igen", exact: true }).click();
  await one.getByText("Inte klar").waitFor();
  emil.heard.nothing();
  await emil.context.close();
});
