import { openBrowser, phone, desk, show, accessible, device } from "./lib/browser.mjs";
import { startDemo } from "./lib/passbok.mjs";
const demo = await startDemo(); const b = await openBrowser();
try {
  const { page, heard } = await device(b, demo.person("coordinator", "Karin"), { viewport: desk });
  const snap = async (n, size = desk, theme = "light") => { await show(page, size, theme); await page.screenshot({ path: `/tmp/planshots/${n}.png`, fullPage: true }); };
  await page.getByRole("link", { name: "Schema" }).first().click();
  await page.getByRole("heading", { name: "Vems schema?" }).waitFor(); await page.waitForTimeout(500);
  await snap("o-start"); await accessible(page, "start");
  await page.getByRole("link", { name: /Alva/ }).click();
  await page.locator(".plan").first().waitFor({timeout:6000}).catch(async()=>{console.log(page.url(), await page.locator("main").innerText()); await snap("o-dbg")});
  await snap("o-week"); await accessible(page, "week");
  await snap("o-week-dark", desk, "dark"); await snap("o-390", phone); await snap("o-320", { width: 320, height: 640 });
  await show(page, desk, "light");
  await page.getByRole("button", { name: /Kopiera/ }).click(); await page.waitForTimeout(600); await snap("o-copied"); await accessible(page, "copied");
  await page.locator(".plan").nth(2).click(); await page.waitForTimeout(600); await page.screenshot({ path: "/tmp/planshots/o-sheet.png" }); await accessible(page, "sheet");
  heard.nothing();
} finally { await b.close(); await demo.stop(); }
