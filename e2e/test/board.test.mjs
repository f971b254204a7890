// The board of the month where the server is not there, or not soon: what was known stands, says from when, and goes with the sign-in.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { clipped, device, openBrowser } from "../lib/browser.mjs";
import { kept } from "../lib/disk.mjs";
import { heeded } from "../lib/keys.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { october, office } from "../lib/rooms.mjs";
import { offline, served } from "../lib/screens/stage.mjs";

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

test("the board is there without network and with a slow server, month by month, and says from when; nothing is left after a sign-in that was taken back", async () => {
  const { page, context, heard } = await office(browser, demo);
  const lines = page.locator(".board tbody tr");
  const at = (/** @type {string} */ month) => `${demo.info.url}/office?month=${month}`;
  const september = "2026-09";
  for (const month of [september, october]) {
    await page.goto(at(month));
    await lines.first().waitFor();
    while (!Object.keys(await kept(page)).some((path) => path.endsWith(month))) await page.evaluate(() => new Promise(requestAnimationFrame)); // it is written behind what is seen
  }
  const names = await lines.locator("th").allTextContents();
  await served(page);
  await page.reload(); // the office's parts are kept as they come through the worker: all of this page's do now
  await lines.first().waitFor();

  await offline(context, async () => {
    await page.reload();
    await lines.first().waitFor();
    await becomes(() => lines.locator("th").allTextContents(), names);
    await page.getByText(/^Utan nät\. Så här var det \S+dag \d+ \S+, \d\d\.\d\d\.$/).waitFor();
    await page.getByText("så här var det", { exact: true }).waitFor();
    await accessible(page, "the board, without network");
    // What needs the server says so, and nothing opens; what does not goes on.
    await page.locator("body").press("ArrowDown");
    await page.keyboard.press("x");
    await page.getByText("1 kund är vald", { exact: true }).last().waitFor();
    await heeded(page);
    await page.keyboard.press("p");
    await page.getByText("Det går först när servern svarar. Ingenting har hänt, och det du har valt är kvar.").waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.getByRole("link", { name: /^Månaden före, september/ }).click();
    await page.getByRole("heading", { level: 1, name: "September 2026" }).waitFor();
    await lines.first().waitFor(); // as it was, too
    await page.getByRole("link", { name: /^Månaden före, augusti/ }).click();
    await page.getByRole("heading", { name: "Utan nät just nu" }).waitFor(); // never seen here
    await becomes(() => lines.count(), 0);
  });

  // The server takes its time: what was known stands at once, and after a moment it is said why.
  let answer = () => {};
  const late = new Promise((resolve) => (answer = () => resolve(undefined)));
  await page.route("**/api/v1/board?*", async (route) => {
    await late;
    await route.continue();
  });
  await page.goto(at(october));
  await lines.first().waitFor();
  const slow = page.getByText(/^Servern har inte svarat än\. Så här var det /);
  await slow.waitFor();
  await accessible(page, "the board, while the server takes its time");
  answer();
  await slow.waitFor({ state: "detached" });
  await page.getByText("så här var det", { exact: true }).waitFor({ state: "detached" });
  await page.unroute("**/api/v1/board?*");

  // The sign-in is taken back: from then on this device shows nothing of it, with network or without.
  const gone = (/** @type {import("playwright-core").Route} */ route) => route.fulfill({ status: 401, json: { code: "session_unknown" } });
  for (const path of ["**/api/v1/board?*", "**/api/v1/session/refresh"]) await page.route(path, gone);
  await page.reload();
  await page.getByRole("heading", { name: "Du är utloggad" }).waitFor();
  await lines.first().waitFor({ state: "detached" });
  while (Object.keys(await kept(page)).length > 0) await page.evaluate(() => new Promise(requestAnimationFrame));
  await offline(context, async () => {
    for (const path of ["**/api/v1/board?*", "**/api/v1/session/refresh"]) await page.unroute(path); // not before: it would be let in again
    await page.goto(at(october));
    await page.getByRole("heading", { name: "Utan nät just nu" }).waitFor();
    await becomes(() => lines.count(), 0);
  });
  heard.nothing();
  await context.close();
});

test("on a desk nothing of the board is cut off, also with one's own distance between letters and words; its headings can be hit", async () => {
  const { link } = await demo.operate("invite", demo.person("coordinator", "Karin").id, "--public-url", demo.info.url); // each is for one device
  const { page, context, heard } = await device(browser, { signin: link }, { viewport: { width: 1280, height: 800 } });
  await page.locator(".desk main h1").waitFor();
  await page.goto(`${demo.info.url}/office?month=${october}`);
  await page.locator(".board tbody tr").first().waitFor();
  const field = page.getByRole("searchbox");
  /** How much wider the field's hint is than its place. */
  const over = () => field.evaluate((/** @type {HTMLInputElement} */ e) => {
    const drawn = document.createElement("canvas").getContext("2d");
    const style = getComputedStyle(e);
    if (drawn) drawn.font = style.font;
    return (drawn?.measureText(e.placeholder).width ?? Infinity) - (e.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd));
  });
  assert.ok((await over()) <= 0, "the hint of the search field is whole");
  for (const button of await page.locator(".b-sort button").all()) assert.ok(((await button.boundingBox())?.height ?? 0) >= 48);
  const next = page.locator(".board .b-next > span:not(.b-step)");
  const whole = () => next.evaluateAll((all) => all.filter((e) => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent));
  await becomes(() => whole(), []);
  const lines = await page.locator(".board tbody th a").evaluateAll((names) => names.map((e) => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight)));
  assert.ok(lines.every((n) => n < 2.6), "no name is broken within a word");
  await page.evaluate(() => {
    const own = new CSSStyleSheet();
    own.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
    document.adoptedStyleSheets.push(own);
  });
  await becomes(() => whole(), []);
  await becomes(() => clipped(page), []);
  // No text of a line lies over its neighbour's.
  const beyond = await page.locator(".board tr > :not(.b-sel)").evaluateAll((cells) => cells.filter((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return cell.getClientRects().length > 0 && range.getBoundingClientRect().right > cell.getBoundingClientRect().right + 4;
  }).map((cell) => cell.textContent));
  assert.deepEqual(beyond, []);
  heard.nothing();
  await context.close();
});
