import { mkdirSync } from "node:fs";
import { openBrowser, desk, phone } from "./lib/browser.mjs";
import { startDemo } from "./lib/passbok.mjs";
const out = "/tmp/out-shots"; mkdirSync(out, { recursive: true });
const demo = await startDemo(); const browser = await openBrowser();
const karin = demo.person("coordinator", "Karin");
try {
  const ctx = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: desk, reducedMotion: "reduce", acceptDownloads: true });
  const page = await ctx.newPage();
  page.on("pageerror", (e) => console.log("ERR", e.message));
  await page.goto(karin.signin); await page.waitForTimeout(1500);
  const url = demo.info.url;
  await page.goto(`${url}/office?month=2026-10`).catch(() => {}); await page.waitForTimeout(2500);
  const shot = async (name) => {
    for (const [size, s] of [["d", desk], ["p", phone]]) for (const dark of [false, true]) {
      if (size === "p" && dark) continue;
      await page.setViewportSize(s); await page.emulateMedia({ colorScheme: dark ? "dark" : "light" }); await page.waitForTimeout(200);
      await page.screenshot({ path: `${out}/${name}-${size}${dark ? "k" : ""}.png`, fullPage: true });
    }
    await page.setViewportSize(desk); await page.emulateMedia({ colorScheme: "light" });
  };
  await page.locator("tbody tr").first().waitFor({ timeout: 15000 }).catch(async () => { console.log(page.url()); });
  await shot("board");
  await page.goto(`${url}/office/payroll/2026-10`); await page.locator("main .leaf").first().waitFor(); await shot("payroll");
  await page.goto(`${url}/office/sheets/2026-10`); await page.locator("table.sheets").first().waitFor(); await shot("sheets");
  await page.goto(`${url}/office/systems`); await page.locator("#hooks").waitFor(); await page.waitForTimeout(800);
  await page.getByLabel("Namn").fill("Lönesystemet"); await page.getByLabel("Månadens timmar").check(); await page.getByRole("button", { name: "Gör nyckeln" }).click(); await page.waitForTimeout(1000);
  await page.getByRole("button", { name: "Börja skicka" }).click(); await page.waitForTimeout(300);
  await shot("systems");
  const emil = demo.info.people.find((p) => p.role === "assistant");
  await page.goto(`${url}/office/people/${emil.id}`); await page.locator("#s-feeds").waitFor(); 
  await page.getByRole("button", { name: "Gör en länk" }).click(); await page.waitForTimeout(1000); await shot("person");
  await page.goto(`${url}/office/provider`); await page.locator(".one-form").waitFor(); await shot("provider");
  const t0 = Date.now();
  const r = await page.evaluate(async () => { return performance.now(); });
} finally { await browser.close(); await demo.stop(); }
