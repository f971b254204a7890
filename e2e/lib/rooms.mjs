// The ways into a room that journeys share, by the words that people read.
import { desk, device } from "./browser.mjs";

/** The month that the demo has. */
export const october = "2026-10";

/**
 * A month on the phone, leafed back to from the one that is on. @param {import("playwright-core").Page} page @param {string} month YYYY-MM
 */
export async function leafTo(page, month) {
  const wanted = new Intl.DateTimeFormat("sv-SE", { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-15`));
  const heading = page.getByRole("heading", { level: 1 });
  await page.getByRole("link", { name: "Månad" }).click();
  await heading.filter({ hasText: /\d{4}$/ }).waitFor();
  for (let shown = await heading.innerText(); shown.toLowerCase() !== wanted; shown = await heading.innerText()) {
    await page.locator(".pager a").first().click();
    await heading.filter({ hasNotText: shown }).waitFor();
  }
}

/**
 * A coordinator's browser, on the board of October.
 * @param {import("playwright-core").Browser} browser @param {any} demo @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function office(browser, demo, options = {}) {
  const karin = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk, ...options });
  const { page } = karin;
  await page.locator(".desk main h1").waitFor();
  return {
    ...karin,
    /** The board, as it is now. */
    async board() {
      await page.goto(`${demo.info.url}/office?month=${october}`);
      await page.locator("tbody tr").first().waitFor();
    },
    /** A customer's line on the board. @param {string} name */
    line: (name) => page.locator("tbody tr", { hasText: name }),
    /** A customer's October. @param {string} name */
    async month(name) {
      const { id, name: whole } = demo.person("beneficiary", name);
      await page.goto(`${demo.info.url}/office/${id}/${october}`);
      await page.getByRole("heading", { level: 1, name: whole }).waitFor();
      await page.getByRole("heading", { name: /^(If the invoice went now|Om räkningen går nu|Räkningen är låst|The invoice is locked)$/ }).waitFor();
    },
    /** Locks a customer's October, over what the checks say, and waits until it is. @param {string} name */
    async lock(name) {
      await this.month(name);
      await page.getByRole("button", { name: "Lås räkningen" }).click();
      const sheet = page.getByRole("dialog");
      await sheet.getByLabel("Varför låser du ändå?").fill("Papper är på väg.");
      await sheet.getByRole("button", { name: "Lås ändå" }).click();
      await page.getByRole("heading", { name: "Räkningen är låst" }).waitFor();
    },
  };
}
