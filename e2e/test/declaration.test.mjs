// What the invoice says besides the hours: asked for, missing answers found, kept, and frozen when the month is locked.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { desk, device, openBrowser, phone, show } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";

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

test("the invoice's other answers are filled in, what is missing is found, and what was said is shown", async () => {
  const { page, heard } = await device(browser, demo.person("coordinator", "Karin"), { viewport: desk });
  await page.locator(".desk main h1").waitFor();
  await page.goto(`${demo.info.url}/office/${demo.person("beneficiary", "Alva").id}/2026-10`);
  const leaf = page.locator("section.leaf", { has: page.locator("#declare") });
  await leaf.getByText("uppgifter är inte ifyllda").waitFor();
  await accessible(page, "answers missing");
  await leaf.getByRole("button", { name: "Fyll i uppgifterna" }).click();
  /** @param {RegExp} question @param {string} answer */
  const answer = (question, answer) => leaf.getByRole("group", { name: question }).getByRole("radio", { name: answer, exact: true }).check();
  await answer(/skola eller daglig/, "Ja");
  await answer(/förra utbetalningen/, "Nej");
  await answer(/utanför EES/, "Nej");
  await leaf.getByRole("button", { name: "Spara uppgifterna" }).click();
  await leaf.getByText("Välj var.").waitFor();
  await leaf.getByText("Skriv ett belopp, också om det är 0.").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("[aria-invalid]"));
  for (const [size, theme] of /** @type {const} */ ([[phone, "dark"], [desk, "light"]])) {
    await show(page, size, theme);
    await accessible(page, `the form of answers, ${theme}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    if (process.env.SHOTS) await leaf.screenshot({ path: `${process.env.SHOTS}/form-${theme}-${size.width}.png` });
  }
  await leaf.getByRole("checkbox", { name: "Skola", exact: true }).check();
  await leaf.getByLabel("Kronor kvar").fill("1 200,50");
  await leaf.getByRole("button", { name: "Spara uppgifterna" }).click();
  await page.getByText("Uppgifterna är sparade.").waitFor();
  await leaf.getByText("Nej, 1200,50 kr kvar").waitFor();
  await leaf.getByText("Skola", { exact: true }).waitFor();
  await leaf.getByText("Allt är ifyllt").waitFor();
  if (process.env.SHOTS) for (const theme of /** @type {const} */ (["light", "dark"])) for (const size of [phone, desk]) {
    await show(page, size, theme);
    await leaf.screenshot({ path: `${process.env.SHOTS}/told-${theme}-${size.width}.png` });
  }
  await page.reload();
  await leaf.getByRole("button", { name: "Ändra uppgifterna" }).waitFor();
  await leaf.getByText("Nej, 1200,50 kr kvar").waitFor();
  heard.nothing();
});
