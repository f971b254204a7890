// A month of the ladder in seconds: nobody does anything, and each rung reaches a real phone, or the letter box, or the office, by a
// clock that is moved on; then it is done, and nobody is told any more.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { desk, device, openBrowser } from "../lib/browser.mjs";
import { taken } from "../lib/disk.mjs";
import { heeded } from "../lib/keys.mjs";
import { startDemo } from "../lib/passbok.mjs";
import { uuidv7 } from "../lib/provider.mjs";
import { deliver, shown, tap, toldPhone, until } from "../lib/push.mjs";
import { october, office } from "../lib/rooms.mjs";

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(["--at", "2026-11-03T10:00:00+01:00"]), openBrowser({ whole: true })]);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

/** @param {number} hours */
async function later(hours) {
  const answer = await fetch(demo.info.clock ?? "", { method: "POST", body: JSON.stringify({ hours }) });
  assert.equal(answer.status, 200, await answer.text());
}

/** Another link for somebody: each is for one device. @param {string} role @param {string} name */
async function again(role, name) {
  const { link, code } = await demo.operate("invite", demo.person(role, name).id, "--public-url", demo.info.url);
  return { signin: link, code };
}

/** Mail and SMS to an address, the oldest first. @param {string} to @returns {Promise<{kind: string, subject?: string, text: string, html?: string}[]>} */
async function letters(to) {
  const all = await (await fetch(`${demo.info.post}/messages`)).json();
  return all.filter((/** @type {{to: string}} */ one) => one.to.includes(to)).reverse();
}

test("each rung in its turn, until it is done", async () => {
  const karin = await office(browser, demo);
  const [first, newest, gunnar] = [
    await toldPhone(browser, demo, demo.person("beneficiary", "Alva")),
    await toldPhone(browser, demo, await again("beneficiary", "Alva")),
    await toldPhone(browser, demo, demo.person("representative", "Gunnar")),
  ];
  await karin.month("Alva");
  const choice = karin.page.locator("form", { has: karin.page.getByRole("button", { name: "Spara valet" }) });
  await choice.getByRole("radio").first().check();
  await choice.getByRole("button", { name: "Spara valet" }).click();
  await karin.page.locator("article", { hasText: "två olika uppgifter om passet 27 oktober" }).waitFor({ state: "detached" });
  await taken(karin.page); // of what two say otherwise no invoice is locked, and the page that locks asks the server
  await karin.lock("Alva");

  /** The next that came to a phone, in its own service worker: one notice is shown, whatever came before. @param {typeof first} phone @param {number} nth @param {RegExp} title */
  const shows = async (phone, nth, title) => {
    const message = (await phone.push.arrived(nth))[nth - 1];
    assert.ok(message);
    await deliver(phone.page, message);
    /** @type {string[]} */
    let titles = [];
    await until(async () => title.test((titles = (await shown(phone.page)).map((one) => one.title))[0] ?? "")).catch(() => undefined);
    assert.match(titles.join(", "), title, message.text);
    assert.equal(titles.length, 1);
  };
  await shows(newest, 1, /^Oktober är klar att titta på$/); // to the device that was used last
  await tap(newest.context, "later");
  await until(async () => /Öppnad/.test(await became(karin)));
  await later(24);
  await shows(newest, 2, /^Oktober är klar/); // once more, on the morning that was asked for
  await later(72);
  await shows(first, 1, /^Oktober är klar/); // to the other device
  await later(72);
  await until(async () => (await letters("alva@pahittet.example")).length === 1);
  const [mail] = await letters("alva@pahittet.example");
  assert.equal(mail?.subject, "Oktober är klar att titta på");
  assert.match(mail?.text ?? "", new RegExp(`${demo.info.url}/rakning/`));
  await later(72); // the provider's own last day comes near: in other words, by all the ways that were tried
  await shows(newest, 3, /^Oktober väntar på dig$/);
  await shows(first, 2, /^Oktober väntar på dig$/);
  await until(async () => (await letters("alva@pahittet.example")).length === 2);
  await later(72);
  await until(async () => (await letters("+46701740690")).length === 1);
  assert.deepEqual(await gunnar.push.messages(), []);
  await later(72);
  await shows(gunnar, 1, /^Oktober väntar på dig$/); // whoever represents her
  const { page, context, heard } = await device(browser, await again("coordinator", "Karin"), { viewport: desk }); // an office's session has ended meanwhile
  await page.locator(".desk main h1").waitFor();
  await page.goto(`${demo.info.url}/office/unreached`);
  const listed = page.getByRole("region", { name: /^Alva Påhittsson Oktober väntar på dig/ });
  await listed.getByText("På listan Inte nådda").waitFor();
  for (const rung of ["Avisering till telefonen", "Avisering en gång till", "Till andra enheter", "E-post", "Sms", "Ställföreträdaren får veta"]) await listed.getByText(rung).first().waitFor();
  await accessible(page, "whoever was not reached");
  const [letter] = await Promise.all([context.waitForEvent("page"), listed.getByRole("button", { name: "Skriv ut brev till Alva Påhittsson" }).click()]);
  await letter.getByText("Alva Påhittsson").first().waitFor();
  await letter.close();
  // The same is settled where it waits: whoever has talked to her says so, and it is away for some days.
  await page.goto(`${demo.info.url}/office/inbox`);
  const waits = page.locator(".inbox__one", { hasText: "Alva Påhittsson har inte nåtts" });
  await waits.getByRole("button", { name: /^Avgör här/ }).click();
  await waits.getByText("Ställföreträdaren får veta").waitFor();
  await waits.getByRole("button", { name: /^Påminn igen nu/ }).click();
  await waits.getByText(/^Alva Påhittsson (har fått en påminnelse|kan inte påminnas nu)/).waitFor();
  await accessible(page, "somebody who was not reached, among what waits");
  await waits.getByRole("button", { name: /^Jag har pratat med personen/ }).click();
  await waits.waitFor({ state: "detached" });
  await page.goto(`${demo.info.url}/office/inbox?show=away`);
  await waits.getByText("har fått veta det").waitFor();
  await page.goto(`${demo.info.url}/office/unreached`);
  await listed.waitFor();

  await tap(gunnar.context);
  await gunnar.page.getByRole("button", { name: /^Skicka till Försäkrings.?kassan$/ }).click();
  await gunnar.page.getByRole("dialog").getByRole("button", { name: "Skicka ändå" }).click();
  await gunnar.page.waitForURL(`${new URL(demo.info.fk).origin}/granska/*`);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Inte nådda" }).waitFor();
  await listed.waitFor({ state: "detached" });
  const before = (await letters("")).length;
  await later(12 * 24); // past the mornings of the last days
  await until(async () => (await gunnar.push.messages()).some((one) => JSON.parse(one.text ?? "{}").app.notice === "invoice_expired"));
  for (const phone of [first, newest, gunnar]) {
    const after = (await phone.push.messages()).map((one) => JSON.parse(one.text ?? "{}").app.notice);
    assert.ok(!after.includes("invoice_last_day"), `told all the same: ${after}`);
  }
  assert.equal((await letters("")).length, before);

  // Nothing of all that went out has a name or a number from the book.
  const told = [
    ...(await Promise.all([first, newest, gunnar].map(({ push }) => push.messages()))).flat().map(({ text }) => text ?? ""),
    ...(await letters("")).map(({ subject, text, html }) => `${subject} ${text} ${html}`),
  ];
  assert.ok(told.length > 10, `${told.length} went out`);
  const names = demo.info.people.flatMap(({ name }) => name.split(" "));
  for (const one of told) {
    assert.deepEqual(names.filter((name) => new RegExp(`(?<![\\p{L}\\d])${name}(?![\\p{L}\\d])`, "u").test(one)), [], one);
    assert.doesNotMatch(one.replace(/[0-9a-f-]{36}/g, ""), /\d{6}[-+ ]?\d{4}|070[- ]?\d{3}|\d+ h\b/, one);
  }
  heard.nothing();
  for (const one of [karin, first, newest, gunnar]) one.heard.nothing();
});

test("every notice, in both languages, is shown by the service worker, and can be read at a phone's width", async () => {
  /** @type {{code: string, lang: string, title: string, body: string}[]} */
  const all = JSON.parse(await readFile(new URL("../../push/testdata/words.json", import.meta.url), "utf8"));
  const { page, context } = await toldPhone(browser, demo, await again("representative", "Elsa"));
  for (const { code, lang, title, body } of all) {
    const said = { web_push: 8030, notification: { title, body, lang, tag: "one", navigate: demo.info.url, silent: false }, app: { notice: code } };
    await deliver(page, { ...blank, data: Buffer.from(JSON.stringify(said)).toString("base64") });
    await until(async () => (await shown(page))[0]?.body === body);
    assert.deepEqual((await shown(page)).map((one) => [one.title, one.body, one.lang]), [[title, body, lang]]);
  }
  // As a phone shows it: beside the app's picture, the title in two lines at the most, the text in five, and no word broken.
  const lines = await page.evaluate((all) => {
    const face = document.body.appendChild(document.createElement("div"));
    return all.map(({ title, body }) => {
      face.style.cssText = "width: 298px; font: 14px/20px sans-serif; overflow-wrap: anywhere";
      const tall = (/** @type {string} */ text, /** @type {string} */ weight) => {
        face.style.fontWeight = weight;
        face.textContent = text;
        return face.getBoundingClientRect().height / 20;
      };
      return { title, lines: [tall(title, "bold"), tall(body, "normal")], whole: title.split(" ").every((word) => (face.style.fontWeight = "bold", face.style.width = "min-content", face.textContent = word, face.getBoundingClientRect().width <= 298)) };
    });
  }, all);
  assert.deepEqual(lines.filter(({ lines, whole }) => (lines[0] ?? 9) > 2 || (lines[1] ?? 9) > 5 || !whole), []);
  await context.close();
});

test("whoever represents several picks whom it is about, by the keyboard alone, and always reads who that is", async () => {
  const [gunnar, kim, alva] = [demo.person("representative", "Gunnar").id, demo.person("beneficiary", "Kim"), demo.person("beneficiary", "Alva")];
  const device = uuidv7();
  /** @param {string} path @param {any} body @param {string} [access] */
  const post = async (path, body, access) => {
    const answer = await fetch(demo.info.url + path, { method: "POST", headers: { "Content-Type": "application/json", ...(access ? { Authorization: `Bearer ${access}` } : {}) }, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.json();
  };
  const { access } = await post("/api/v1/session", { invitation: (await again("coordinator", "Karin")).code, device: { id: device, name: "" } });
  const set = { representative: gunnar, beneficiary: kim.id, kind: "god_man", from: "2026-01-01", scope: ["rights", "property"] };
  const { verdicts } = await post("/api/v1/sync", { device, ops: [{ v: 1, id: uuidv7(), n: 1, doc: `representation/${uuidv7()}`, set }] }, access);
  assert.equal(verdicts[0].verdict, "applied", JSON.stringify(verdicts));

  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: { width: 320, height: 256 } }); // a desk's window at 400 %
  const page = await context.newPage();
  await page.goto((await again("representative", "Gunnar")).signin);
  await page.getByRole("heading", { level: 1, name: "Vem gäller det?" }).waitFor();
  await accessible(page, "whom it is about");
  const to = async (/** @type {RegExp} */ name) => {
    await heeded(page); // another page has moved the focus to its beginning
    for (let i = 0; i < 30 && !(await page.evaluate((name) => new RegExp(name).test(document.activeElement?.textContent ?? ""), name.source)); i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
  };
  const acting = page.locator(".acting");
  for (const [who, other] of /** @type {const} */ ([[kim, alva], [alva, kim]])) {
    await to(new RegExp(`^${who.name}`));
    await acting.getByText(who.name).waitFor();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    assert.ok(await acting.evaluate((e) => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().bottom <= innerHeight), "the name is out of view");
    assert.doesNotMatch(await page.locator("main").innerText(), new RegExp(other.name));
    await to(/^Byt person$/);
    await page.getByRole("heading", { level: 1, name: "Vem gäller det?" }).waitFor();
  }
  await page.goto(`${demo.info.url}/rakning/${alva.id}/${october}`); // where a notice leads
  await acting.getByText(alva.name).waitFor();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  assert.ok(await acting.evaluate((e) => e.getBoundingClientRect().height <= innerHeight / 4), "the name leaves no room for what it is about");
  const held = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((e) => ["sticky", "fixed"].includes(getComputedStyle(e).position) && e.getClientRects().length > 0).map((e) => e.className));
  assert.deepEqual(held, ["acting"]);
  await accessible(page, "an invoice of one of several");
  await context.close();
});

/** A message with nothing in it. */
const blank = { id: "", at: "", ttl: 0, urgency: "normal", data: "", subject: "" };

/** What became of the notices about Alva's October, as the office reads it. @param {Awaited<ReturnType<typeof office>>} karin */
async function became(karin) {
  await karin.page.goto(`${demo.info.url}/office/${demo.person("beneficiary", "Alva").id}/${october}`);
  const told = karin.page.locator("section", { has: karin.page.getByRole("heading", { name: "Aviseringar" }) }).locator("details");
  await told.first().waitFor();
  return (await told.allTextContents()).join(" ");
}
