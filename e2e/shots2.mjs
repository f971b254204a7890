import { desk, device, openBrowser, phone } from "./lib/browser.mjs";
import { startDemo } from "./lib/passbok.mjs";
const out = "/tmp/people-shots";
const [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
async function shot(page, name, full = true) {
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${out}/${name}.png`, fullPage: full });
}
try {
  const { page, heard } = await device(browser, { signin: demo.person("coordinator", "Karin").signin }, { viewport: desk });
  await page.locator(".desk main h1").waitFor();
  const url = demo.info.url;
  const sheet = page.getByRole("dialog");
  await page.goto(`${url}/office/people/${demo.person("beneficiary", "Alva").id}`);
  await page.getByRole("button", { name: "Lägg till, Ansvariga arbetsledare" }).click();
  await sheet.getByLabel("Arbetsledare").selectOption({ label: "Karin Modellström" });
  await sheet.getByLabel("Från och med").fill("2026-01-01");
  await sheet.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByRole("region", { name: "Ansvariga arbetsledare" }).getByText("Karin Modellström").waitFor();
  await shot(page, "responsible");
  await page.goto(`${url}/office?month=2026-10`);
  await page.getByLabel("Bara mina kunder").check();
  await page.waitForTimeout(300);
  await shot(page, "mine", false);
  await page.goto(`${url}/office/people/new?role=auditor`);
  await page.getByLabel("Förnamn").fill("Gran"); await page.getByLabel("Efternamn").fill("Skare");
  await page.getByRole("button", { name: "Spara och bjud in" }).click();
  await sheet.getByRole("button", { name: "Gör en länk" }).click();
  const link = await sheet.getByRole("textbox", { name: "Länk" }).inputValue();
  await page.goto(`${url}/office/people/new?role=coordinator`);
  await page.getByLabel("Förnamn").waitFor(); await shot(page, "new-coordinator");
  const a = await device(browser, { signin: link }, { viewport: desk });
  await a.page.locator(".desk main h1").waitFor();
  await a.page.locator("tbody tr").first().waitFor();
  await shot(a.page, "audit-board", false);
  await a.page.goto(`${url}/office/${demo.person("beneficiary", "Alva").id}/2026-10`);
  await a.page.locator("table.rows tbody tr").first().waitFor();
  await shot(a.page, "audit-month");
  await a.page.goto(`${url}/office/people`); await a.page.locator(".persons li").first().waitFor(); await shot(a.page, "audit-people", false);
  await a.page.goto(`${url}/office/provider`); await a.page.waitForTimeout(800); await shot(a.page, "audit-provider", false);
  await a.page.goto(`${url}/office/reports`); await a.page.locator("svg.chart").first().waitFor();
  heard.nothing(); a.heard.nothing();
  console.log("fine");
} finally { await browser.close(); await demo.stop(); }
