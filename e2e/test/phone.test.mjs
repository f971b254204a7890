// An assistant's phone: a whole shift without network, across a reload and a kill of the browser.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { becomes } from "../lib/becomes.mjs";
import { forget, kill, listen, openProfile } from "../lib/browser.mjs";
import { startDemo } from "../lib/passbok.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {string} */
let profile;
/** @type {import("playwright-core").BrowserContext[]} */
const open = [];

before(async () => {
  demo = await startDemo();
  profile = await mkdtemp(join(tmpdir(), "passbok-phone-"));
});
after(async () => {
  await Promise.all(open.map((context) => context.close().catch(() => undefined)));
  await demo.stop();
  await rm(profile, { recursive: true, force: true });
});

test("a shift is started, switched, stopped and added to without network, and arrives once", async () => {
  let phone = await openProfile(profile, {});
  open.push(phone);
  let page = phone.pages()[0] ?? (await phone.newPage());
  let heard = listen(page);
  // Minutes of work shall take no minutes: the phone begins a little behind, and is set right meanwhile. By less than two
  // minutes: beyond that it would notice that its clock is wrong, and write the right time.
  await page.clock.install({ time: Date.now() - 110_000 });
  await page.goto(demo.person("assistant", "Tilda").signin);
  const start = page.getByRole("button", { name: "Starta hos Alva P." });
  await start.waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await accessible(page, "now, nothing going on");

  await forget(page);
  await phone.setOffline(true);
  await start.click();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.getByText("Sparat på telefonen").first().waitFor();
  await accessible(page, "now, a shift going on, no network");

  await page.reload();
  await page.getByRole("button", { name: "Stopp" }).waitFor();
  await page.clock.fastForward(110_000);
  await page.getByRole("radio", { name: "Väntetid" }).check();
  await page.locator(".ledger").getByText("Väntetid").first().waitFor();
  await becomes(() => page.getByText("Sparat på telefonen", { exact: true }).count(), 2, "one row ended, and one begun");
  heard.nothing();

  // The browser is killed, not closed; on the same phone it starts again, still without network.
  await kill(phone, profile);
  phone = await openProfile(profile, { offline: true });
  open.push(phone);
  page = phone.pages()[0] ?? (await phone.newPage());
  heard = listen(page);
  await page.goto(demo.info.url);
  await page.getByRole("button", { name: "Stopp" }).click();
  await page.getByRole("button", { name: "Starta hos Alva P." }).waitFor();

  await page.mouse.wheel(0, 5000); // out from under what was just said
  await page.getByRole("button", { name: "Lägg till tid i efterhand" }).click();
  await page.getByRole("radio", { name: "I går" }).check();
  await page.getByLabel("Från", { exact: true }).fill("08.00");
  await page.getByLabel("Till", { exact: true }).fill("09.30");
  await accessible(page, "the sheet for a forgotten row");
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await page.getByText("08.00–09.30").waitFor();
  await becomes(() => page.getByText("Sparat på telefonen", { exact: true }).count(), 3);

  await phone.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText("Allt är mottaget").waitFor();
  await becomes(() => page.getByText("Mottaget", { exact: true }).count(), 3);
  await becomes(() => page.getByText("Sparat på telefonen", { exact: true }).count(), 0);

  for (const [tab, heading] of [["Månad", /^\p{Lu}\p{Ll}+ \d{4}$/u], ["Mer", "Mer"]]) {
    await page.getByRole("link", { name: /** @type {string} */ (tab) }).click();
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await accessible(page, `the assistant's ${tab}`);
  }
  heard.nothing();

  // Another phone of the same person sees the same three rows: they are in the book, once.
  const second = await openProfile(await mkdtemp(join(profile, "second-")), {});
  open.push(second);
  const other = second.pages()[0] ?? (await second.newPage());
  await demo.restart("SIGKILL");
  await other.goto(demo.person("assistant", "Tilda").signin);
  await other.getByText("08.00–09.30").waitFor();
  await becomes(() => other.getByText("Mottaget", { exact: true }).count(), 3);
});
