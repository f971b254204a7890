// The assistant's room: now, a month, the rest; sheets, late answers, no network, signed out.
import { day } from "../days.mjs";
import { offline, served } from "./stage.mjs";

/** @param {import("./stage.mjs").Stage} stage */
export async function assistant(stage) {
  const { demo, url, w, look } = stage;
  const { context, page } = await stage.open(demo.person("assistant", "Tilda").signin);
  const press = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: true }).first().click();
  const leave = async () => {
    await press(w.closeUnsaved);
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await page.getByRole("button", { name: w.start }).waitFor();
  await look(page, "assistant-start");

  await press(w.start);
  await page.getByRole("button", { name: w.stop, exact: true }).waitFor();
  await page.locator(".ledger").getByText(w.received, { exact: true }).first().waitFor();
  await look(page, "assistant-now");
  await served(page);
  await offline(context, async () => {
    await page.getByRole("radio", { name: w.waiting }).check();
    await page.locator(".ledger").getByText(w.onPhone, { exact: true }).first().waitFor();
    await look(page, "assistant-now-offline");
    await page.locator('a[href="/more"]').last().click();
    await page.getByRole("button", { name: w.shareFile }).waitFor();
    await look(page, "assistant-more-waiting");
    await press(w.signOut);
    await page.getByRole("button", { name: w.signOutAnyway }).waitFor();
    await look(page, "assistant-more-leaving");
    await page.locator('a[href="/"]').last().click();
    await page.getByRole("button", { name: w.stop, exact: true }).click();
    await page.getByRole("button", { name: w.start }).waitFor();
    await page.locator(".ledger .hit").last().click();
    await page.getByRole("dialog").getByText(w.historyAway, { exact: false }).waitFor();
    await look(page, "assistant-edit-offline");
    await leave();
    await press(w.add);
    await look(page, "assistant-add");
    await press(w.save);
    await look(page, "assistant-add-missing");
    await page.getByRole("radio", { name: w.otherDay }).check();
    await page.getByLabel(w.day, { exact: true }).fill("2026-10-25");
    await page.getByLabel(w.from, { exact: true }).fill("01.30");
    await page.getByLabel(w.to, { exact: true }).fill("02.30");
    await look(page, "assistant-add-doubled-hour");
    await page.getByLabel(w.day, { exact: true }).fill(day(1));
    await page.getByLabel(w.from, { exact: true }).fill("23.00");
    await page.getByLabel(w.to, { exact: true }).fill("22.00");
    await press(w.save);
    await look(page, "assistant-add-long");
    await leave();
  });
  await page.getByText(w.allReceived).waitFor();
  await page.locator(".ledger li button").first().click();
  await page.getByRole("dialog").locator(".history li").first().waitFor();
  await look(page, "assistant-edit");
  await press(w.remove);
  await look(page, "assistant-remove");
  await leave();

  await page.goto(`${url}/month/2026-10`);
  await page.locator(".ledger li").nth(20).waitFor();
  await look(page, "assistant-month");
  await page.goto(`${url}/plan`);
  await page.getByRole("region", { name: w.nextTwoWeeks }).getByRole("listitem").nth(3).waitFor();
  await look(page, "assistant-plan");
  await page.goto(`${url}/month/2026-07`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await look(page, "assistant-month-empty");
  await page.goto(`${url}/more`);
  await press(w.showCode);
  await page.locator("strong.l").waitFor();
  await look(page, "assistant-more");
  for (const [at, said] of /** @type {const} */ ([["devices", w.thisDevice], ["lock", w.lockNever], ["looks", w.textSize], ["notices", w.tellMe], ["time", w.longest], ["data", w.getFile]])) {
    await page.goto(`${url}/more/${at}`);
    await page.getByText(said).first().waitFor();
    await look(page, `assistant-me-${at}`);
  }
  await page.goto(`${url}/nowhere`);
  await page.getByRole("heading", { name: w.nothing }).waitFor();
  await look(page, "assistant-unknown-page");

  // Signed out by the server: what is on the phone stays, and says so.
  await page.goto(url);
  await page.getByRole("button", { name: w.start }).waitFor();
  await offline(context, async () => {
    await page.getByRole("button", { name: w.start }).click();
    await page.getByText(w.onPhone, { exact: true }).first().waitFor();
    await context.clearCookies();
  });
  await page.reload();
  await page.goto(`${url}/more`);
  await page.getByText(w.signedOut).first().waitFor();
  await look(page, "assistant-signed-out");
  await page.locator('main a[href="/join"]').first().click();
  await page.getByRole("heading", { name: w.signedOut }).waitFor();
  await look(page, "join-signed-out");
  await context.close();

  await answering(stage);
}

/** Whoever has an answer to choose. @param {import("./stage.mjs").Stage} stage */
async function answering({ demo, url, w, look, open }) {
  const { context, page } = await open(demo.person("assistant", "Samir").signin);
  await page.getByRole("button", { name: w.start }).waitFor();
  await page.goto(`${url}/month/2026-10`);
  await page.getByRole("link", { name: w.answer }).first().waitFor();
  await look(page, "assistant-month-answer");
  await page.getByRole("link", { name: w.answer }).first().click();
  await page.getByRole("radio").first().waitFor();
  await page.locator(".history li").first().waitFor();
  await look(page, "assistant-conflict");
  await page.goto(`${url}/conflict/nothing`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await look(page, "assistant-conflict-settled");
  await context.close();
}

/** Several places, and a shift that was forgotten. @param {import("./stage.mjs").Stage} stage */
export async function forgotten(stage) {
  const { demo, w, look } = stage;
  const jonna = await stage.open(demo.person("assistant", "Jonna").signin);
  await jonna.page.getByRole("button", { name: w.start }).first().waitFor();
  await look(jonna.page, "assistant-start-places");
  await jonna.page.getByRole("button", { name: w.start }).first().click();
  await jonna.page.getByRole("button", { name: w.elsewhere }).click();
  await jonna.page.getByRole("dialog").waitFor();
  await look(jonna.page, "assistant-elsewhere");
  await jonna.context.close();

  const { context, page } = await stage.open(demo.person("assistant", "Lina").signin);
  await page.getByRole("button", { name: w.forgot }).click();
  await look(page, "assistant-add-usual");
  const began = new Date(Date.now() - 14 * 3_600_000);
  const part = (/** @type {Intl.DateTimeFormatOptions} */ options) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm", ...options }).format(began);
  if (part({}) !== day()) await page.getByRole("radio", { name: w.yesterday }).check();
  await page.getByLabel(w.from, { exact: true }).fill(part({ hour: "2-digit", minute: "2-digit" }));
  await page.getByRole("button", { name: w.save, exact: true }).click();
  await page.getByRole("button", { name: w.ended }).waitFor();
  await look(page, "assistant-still");
  await page.getByRole("button", { name: w.ended }).click();
  await page.getByRole("dialog").waitFor();
  await look(page, "assistant-ended");
  await context.close();
}

/** Where something has not come: any row, an assignment, a part of the app, the room itself. @param {import("./stage.mjs").Stage} stage */
export async function lacking({ demo, url, w, look, open }) {
  const { context, page } = await open(`${url}/tillganglighet`, { serviceWorkers: "block" }); // a worker has all parts
  const sync = "**/api/v1/sync";
  await context.route(sync, (route) => route.abort());
  await page.goto(demo.person("assistant", "Vera").signin);
  await page.getByRole("heading", { name: w.unfetched }).waitFor();
  await look(page, "assistant-unfetched");
  await context.route(sync, async (route) => { // it goes before the other, which stays: between the two an exchange would bring everything
    const response = await route.fetch();
    const answer = await response.json();
    await route.fulfill({ response, json: { ...answer, differs: undefined, docs: answer.docs?.filter((/** @type {{doc: string}} */ { doc }) => !doc.startsWith("engagement/")) } });
  });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByRole("heading", { name: w.noAssignment }).waitFor();
  await look(page, "assistant-no-assignment");

  const part = /\/assets\/reach-/;
  await context.route(part, (route) => route.abort());
  await page.locator('a[href="/more"]').last().click();
  await page.locator('a[href="/reach"]').click();
  await page.getByRole("heading", { name: w.offlineNow }).waitFor();
  await look(page, "assistant-part-lacking");
  await context.unroute(part);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByRole("heading", { name: w.offlineNow }).waitFor({ state: "detached" });
  await page.getByRole("heading", { level: 1 }).waitFor(); // it has come by itself

  await context.route(/\/assets\/assistant-/, (route) => route.abort());
  await page.goto(url);
  await page.getByRole("button", { name: w.load }).waitFor();
  await look(page, "assistant-broken");
  await context.close();
}
