import { mkdir } from "node:fs/promises";
import { openBrowser, device, show, clipped, accessible } from "./lib/browser.mjs";
import { startDemo } from "./lib/passbok.mjs";
const out = "/tmp/shots"; await mkdir(out, { recursive: true });
const [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
try {
  const added = await demo.operate("provider", "add", "Norrsken Assistans", "--orgnr", "9900000002", "--coordinator", "Karin Modell");
  const desk = { width: 1280, height: 800 }, phone = { width: 390, height: 844 };
  const shoot = async (page, name) => {
    for (const [s, size] of [["desk", desk], ["phone", phone]]) for (const c of ["light", "dark"]) {
      if (process.env.ONLY && !`${s}-${c}`.match(process.env.ONLY)) continue;
      await show(page, size, c);
      await page.screenshot({ path: `${out}/${name}-${s}-${c}.png`, fullPage: true });
      const cut = await clipped(page); if (cut.length) console.log(name, s, c, "CLIPPED", cut);
      await accessible(page, `${name} ${s} ${c}`).catch((e) => console.log(String(e.message).slice(0, 1500)));
    }
    await show(page, desk, "light");
  };
  const a = await device(browser, { signin: added.invited.link }, { viewport: desk });
  await a.page.getByRole("heading", { name: "Så kommer ni i gång" }).waitFor();
  await shoot(a.page, "1-first");
  for (const [n, path] of [["2-provider", "/office/provider"], ["3-new", "/office/people/new"]]) { await a.page.goto(demo.info.url + path); await a.page.locator("main h1").waitFor(); await a.page.waitForTimeout(400); await shoot(a.page, n); }
  const b = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  await b.page.locator(".desk main h1").waitFor();
  const go = async (path, name) => { await b.page.goto(demo.info.url + path); await b.page.locator("main h1").waitFor(); await b.page.waitForTimeout(500); await shoot(b.page, name); };
  await go("/office/people", "4-people");
  await go("/office/people/" + demo.person("beneficiary", "Alva").id, "5-alva");
  await b.page.getByRole("button", { name: "Lägg till, Beslut" }).click();
  await b.page.getByRole("button", { name: "Spara", exact: true }).click();
  await shoot(b.page, "6-decision");
  await go("/office/people/" + demo.person("assistant", "Tilda").id, "7-tilda");
  await b.page.getByRole("button", { name: "Lägg till, Anställning" }).click();
  await shoot(b.page, "8-employment");
  await go("/office/people/" + demo.person("assistant", "Tilda").id + "?invite", "9-invite");
  await b.page.getByRole("button", { name: "Gör en länk" }).click(); await b.page.locator(".qr").waitFor(); await shoot(b.page, "9-invite");
  await go("/office/people/new?role=assistant", "10-new-assistant");
  await b.page.getByRole("button", { name: "Spara och bjud in" }).click(); await shoot(b.page, "10-new-assistant");
  await go("/office/people/import", "11-import");
  await b.page.locator("textarea").fill("roll;förnamn;efternamn;personnummer;från;kund\nassistent;Bo;;850709-9806;1/11\nkund;Eva;Prov;850709-9805;2026-12-01");
  await b.page.getByRole("button", { name: "Granska" }).click(); await b.page.locator("table").waitFor(); await shoot(b.page, "12-import-bad");
  await b.page.locator("textarea").fill("roll;förnamn;efternamn;personnummer;från;kund\nkund;Eva;Prov;19850101-9803;2026-12-01");
  await b.page.getByRole("button", { name: "Granska" }).click(); await b.page.locator("table").waitFor(); await shoot(b.page, "13-import-good");
  try { a.heard.nothing(); b.heard.nothing(); } catch (e) { console.log(e.message); }
} finally { await browser.close(); await demo.stop(); }
