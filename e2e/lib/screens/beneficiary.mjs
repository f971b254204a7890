// The invoice, as the one sees it who sends it: before, during, after; when it is signed, and when it differs.
import { signsInvoice } from "../bankid.mjs";
import { heeded } from "../keys.mjs";
import { breakIt } from "../push.mjs";
import { october } from "../rooms.mjs";
import { offline } from "./stage.mjs";

/** Before anything is locked. @param {import("./stage.mjs").Stage} stage */
export async function waiting({ demo, url, w, look, open }) {
  const { context, page } = await open(demo.person("representative", "Elsa").signin);
  await page.getByRole("heading", { name: w.noInvoice }).waitFor();
  await look(page, "beneficiary-nothing");
  await page.goto(`${url}/help`);
  await page.getByRole("heading", { level: 1, name: w.help }).waitFor();
  await look(page, "beneficiary-help");
  await page.getByRole("radio", { name: w.larger }).check();
  await look(page, "beneficiary-help-larger");
  await page.getByRole("radio", { name: w.asPhone }).check();
  await page.goto(`${url}/rakning/${demo.person("beneficiary", "Sol").id}/${october}`);
  await page.getByRole("heading", { name: w.notReady }).waitFor();
  await look(page, "beneficiary-not-ready");
  await page.goto(`${url}/nowhere`);
  await page.getByRole("heading", { name: w.nothing }).waitFor();
  await look(page, "beneficiary-unknown-page");
  await context.close();
}

/** From the notice to the receipt; Sol's October is locked. @param {import("./stage.mjs").Stage} stage */
export async function sending({ demo, fk, url, w, look, open }) {
  const { context, page } = await open(demo.person("representative", "Folke").signin);
  await page.getByRole("link", { name: w.lookAt }).waitFor();
  await look(page, "beneficiary-home");
  await page.getByRole("link", { name: w.lookAt }).click();
  await page.getByRole("button", { name: w.send }).waitFor();
  await look(page, "beneficiary-invoice");
  await page.getByRole("radio", { name: w.asTable }).check();
  await look(page, "beneficiary-invoice-open");
  await page.getByRole("link", { name: w.wrong, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: w.wrong }).waitFor();
  await look(page, "beneficiary-wrong");
  await page.goBack();
  await page.getByRole("link", { name: w.questions }).click();
  await page.getByRole("button", { name: w.yes, exact: true }).waitFor();
  await look(page, "beneficiary-question");
  for (let question = 0; question < 4; question++) await page.getByRole("button", { name: w.skip }).click();
  await page.getByRole("heading", { name: w.questionsDone }).waitFor();
  await look(page, "beneficiary-questions-done");
  await page.getByRole("link", { name: w.toInvoice }).click();
  await page.getByRole("button", { name: w.easy, exact: true }).click();
  await page.getByRole("link", { name: w.next, exact: true }).waitFor();
  await heeded(page); // else the title may be that of the questions still
  const titles = new Set();
  for (let screen = 1; screen < 6; screen++) {
    const title = await page.title();
    titles.add(title);
    if (screen % 3 === 1) await look(page, `beneficiary-easy-${screen}`);
    await page.getByRole("link", { name: w.next, exact: true }).click();
    await page.waitForFunction((was) => document.title !== was, title); // it follows the screen
  }
  await page.getByRole("button", { name: w.send }).waitFor();
  await look(page, "beneficiary-easy-send");
  if (titles.size < 5 || titles.has(await page.title())) throw new Error(`steps of the invoice share a title: ${[...titles].join(", ")}`);
  await page.getByRole("button", { name: w.whole }).click();
  await page.getByRole("link", { name: w.noBankid }).click();
  await page.getByRole("button", { name: w.askPrint }).waitFor();
  await look(page, "beneficiary-paper");
  await page.getByRole("button", { name: w.askPrint }).click();
  await page.getByRole("button", { name: w.useBankid }).waitFor();
  await look(page, "beneficiary-paper-asked");
  await page.getByRole("button", { name: w.useBankid }).click();
  await page.getByRole("button", { name: w.askPrint }).waitFor();
  await page.locator("a.back").click();
  await page.getByRole("button", { name: w.send }).waitFor();
  await offline(context, async () => {
    await page.getByRole("button", { name: w.send }).click();
    await page.getByRole("button", { name: w.sendAnyway }).click();
    await page.getByText(w.notSent).waitFor();
    await look(page, "beneficiary-send-offline");
  });
  await page.getByRole("button", { name: w.send }).click();
  await page.getByRole("button", { name: w.sendAnyway }).waitFor();
  await look(page, "beneficiary-send-anyway");
  await page.getByRole("button", { name: w.sendAnyway }).click();
  await page.waitForURL(`${fk}/granska/*`);
  await look(page, "sim-review");
  await page.getByRole("button", { name: "Avbryt" }).click();
  await page.getByRole("heading", { name: w.signedYet }).waitFor();
  await look(page, "beneficiary-unsigned");
  await page.goto(url);
  await page.getByRole("heading", { level: 1, name: w.hello }).waitFor();
  await page.locator(".cover").waitFor();
  await look(page, "beneficiary-home-unsigned");
  await page.goto(`${url}/rakning/${demo.person("beneficiary", "Sol").id}/${october}?tillbaka=1`);
  await page.getByRole("button", { name: w.goOn }).click();
  await signsInvoice(page, "Elsa");
  await page.getByRole("heading", { level: 1, name: w.thanks }).waitFor();
  await look(page, "beneficiary-after");
  await page.goto(url);
  await page.locator(".cover").waitFor();
  await look(page, "beneficiary-home-signed");
  await context.close();
}

/** What was signed is not what was sent; Kim's October is locked. @param {import("./stage.mjs").Stage} stage */
export async function differing({ demo, fk, url, w, look, open }) {
  const { context, page } = await open(demo.person("beneficiary", "Kim").signin);
  await page.getByRole("link", { name: w.lookAt }).click();
  await breakIt(`${fk}/admin/faults`, { wrong_echo: true });
  await page.getByRole("button", { name: w.send }).click();
  await page.getByRole("button", { name: w.sendAnyway }).click();
  await signsInvoice(page, "Kim");
  await page.getByRole("heading", { level: 1, name: w.wrong }).waitFor();
  await look(page, "beneficiary-differs");
  await breakIt(`${fk}/admin/faults`, {});
  await page.goto(url);
  await page.locator(".trouble").waitFor();
  await look(page, "beneficiary-home-differs");
  await context.close();
}
