import { desk, device, openBrowser, phone } from "./lib/browser.mjs";
import { startDemo } from "./lib/passbok.mjs";
import { startEmpty } from "./lib/empty.mjs";
const out = "/tmp/people-shots";
const [demo, empty, browser] = await Promise.all([startDemo(), startEmpty(), openBrowser()]);
const which = process.argv.slice(2);
async function shot(page, name) {
  for (const [size, vp] of [["desk", desk], ["phone", phone]]) for (const theme of ["light", "dark"]) {
    await page.setViewportSize(vp); await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.waitForTimeout(150);
    await page.screenshot({ path: `${out}/${name}-${size}-${theme}.png`, fullPage: true });
  }
  await page.setViewportSize(desk);
}
try {
  if (which.includes("setup")) {
    const { page } = await device(browser, { signin: empty.link }, { viewport: desk });
    await page.getByLabel("Anordnarens namn").waitFor();
    await page.getByRole("button", { name: "Börja" }).click();
    await shot(page, "setup");
    await page.getByLabel("Anordnarens namn").fill("Norrsken Assistans");
    await page.getByLabel("Organisationsnummer").fill("990000-0002");
    await page.getByLabel("Ditt namn").fill("Karin Modell");
    await page.getByRole("button", { name: "Börja" }).click();
    await page.getByRole("heading", { name: "Så kommer ni i gång" }).waitFor();
    console.log("setup works");
  }
  const { page, heard } = await device(browser, { signin: demo.person("coordinator", "Karin").signin }, { viewport: desk });
  await page.locator(".desk main h1").waitFor();
  const at = async (path, wait) => { await page.goto(demo.info.url + "/office" + path); await page.locator(wait).first().waitFor(); await page.waitForTimeout(400); };
  if (which.includes("people")) {
    await at("/people", ".persons li"); await shot(page, "people");
    await page.locator("select").selectOption("unreached"); await shot(page, "people-unreached");
    await at("/people/papers", "table, .state"); await shot(page, "papers");
    await page.getByRole("radio", { name: /^Alla/ }).check(); await shot(page, "papers-all");
    await at(`/people/${demo.person("assistant", "Tilda").id}`, "#s-way"); await shot(page, "person");
  }
  if (which.includes("leave")) {
    await at(`/people/${demo.person("assistant", "Tilda").id}/leave`, "#l-left"); await shot(page, "leave");
    await page.getByRole("button", { name: /^Avsluta för/ }).click();
    await page.getByRole("button", { name: "Ångra avslutet" }).waitFor(); await shot(page, "left");
    await page.getByRole("button", { name: "Ångra avslutet" }).click();
    await page.getByText("Avslutet är ångrat").waitFor();
    console.log("undo works");
  }
  if (which.includes("operator")) { await at("/operator", "#o-wrong, .facts"); await shot(page, "operator"); }
  if (which.includes("reports")) { await at("/reports", "svg.chart"); await shot(page, "reports"); }
  heard.nothing();
} finally { await browser.close(); await demo.stop(); await empty.stop(); }
