// A provider with forty customers whose October is written: what is left is to chase it. Those of one assistant go to Försäkringskassan
// digitally, and wait for the provider's signature; the others' timesheets have come on paper.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { approving, caller, holders, signs } from "./bankid.mjs";
import { founded, uuidv7 } from "./provider.mjs";
import { october } from "./rooms.mjs";

/** How many customers there are. */
export const forty = 40;

/** How many of them are one assistant's: each of five has as many. */
export const digital = 8;

/**
 * Made by the API, as the office and the others do it: forty customers, whom five assistants work for, and a god man who
 * represents them all.
 * @param {any} demo
 */
export async function fortyCustomers(demo) {
  const house = await founded(demo, "Fyrtio Assistans");
  const from = "2020-01-01";
  const godMan = uuidv7();
  /** @type {[string, any][]} */
  const docs = [
    [`person/${godMan}`, { name: "Gunnar Godman" }], [`membership/${uuidv7()}`, { person: godMan, role: "representative", from }],
    [`reach/${godMan}`, { person: godMan, mail: "gunnar@example.org" }],
  ];
  const assistants = Array.from({ length: 5 }, (_one, i) => {
    const id = uuidv7();
    docs.push([`person/${id}`, { name: `Asta ${letters(i)}mark`, given: "Asta", family: `${letters(i)}mark`, phone: "0701740605" }], [`membership/${uuidv7()}`, { person: id, role: "assistant", from }]);
    return id;
  });
  const numbers = await holders(demo);
  [assistants[0], house.person].forEach((person, i) => docs.push([`identity/${uuidv7()}`, { person, personnummer: numbers[i], checked: from }]));
  docs.push([`employment/${uuidv7()}`, { assistant: assistants[0], employer: "provider", regime: "agreement", period_from: "2026-09-01", period_months: 2, from }]);
  const customers = Array.from({ length: forty }, (_one, i) => {
    const customer = uuidv7();
    const assistant = assistants[i % assistants.length] ?? "";
    const day = String(1 + Math.floor(i / assistants.length)).padStart(2, "0");
    docs.push(
      [`person/${customer}`, { name: `Kund ${letters(i)}berg`, route: assistant === assistants[0] ? "elt" : "paper" }], [`membership/${uuidv7()}`, { person: customer, role: "beneficiary", from }],
      [`identity/${uuidv7()}`, { person: customer, personnummer: personnummer(i) }],
      [`representation/${uuidv7()}`, { representative: godMan, beneficiary: customer, kind: "god_man", from, scope: ["rights", "property", "person"] }],
      [`engagement/${uuidv7()}`, { assistant, beneficiary: customer, from }],
      [`shift/${uuidv7()}`, { assistant, beneficiary: customer, kind: "active", start: `${october}-${day}T08:00+02:00`, end: `${october}-${day}T16:00+02:00` }],
    );
    return { id: customer, assistant };
  });
  await house.write(docs);
  const ours = (await house.read(["provider"])).find((/** @type {any} */ one) => one.doc.startsWith("provider/"));
  await house.write([[ours.doc, { phone: "081234567" }, ours.rev]]);
  const asta = await caller(demo, { invitation: codeOf(await house.invite(assistants[0] ?? "")) });
  const stop = approving(demo);
  for (const { id } of customers.filter(({ assistant }) => assistant === assistants[0])) await signs(asta, id, october);
  await stop();
  await Promise.all(customers.filter(({ assistant }) => assistant !== assistants[0]).map(async ({ id, assistant }) => {
    const path = `/api/v1/months/${id}/${october}/timesheets/${assistant}`;
    for (const step of ["ready", "printed", "signed-by-hand", "complete"]) {
      const { hash } = await house.get(path);
      await house.post(`${path}/${step}`, { id: randomUUID(), saw: hash });
    }
  }));
  const gunnar = await caller(demo, { invitation: codeOf(await house.invite(godMan)) });
  return {
    /** The coordinator's link. */
    signin: await house.invite(house.person),
    /** The god man hands an invoice over, and signs it; Försäkringskassan reports it. @param {string} customer */
    async signs(customer) {
      const path = `/api/v1/invoices/${customer}/${october}`;
      const { hash } = await gunnar.get(path);
      const { fields } = await gunnar.post(`${path}/handover`, { saw: hash });
      const invoice = Object.fromEntries(fields.map((/** @type {{name: string, value: string}} */ one) => [one.name, one.value]));
      await reports(demo, { id: randomUUID(), referens: invoice.referens, status: "signerad", tidpunkt: new Date().toISOString().replace(/\.\d+Z/, "Z"), rakning: invoice });
    },
    customers: customers.map(({ id }) => id),
  };
}

/** Försäkringskassan's report, signed as the demo's simulator signs its own. @param {any} demo @param {object} report */
async function reports(demo, report) {
  const body = JSON.stringify(report);
  const seconds = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", "demo: shared with the simulator alone").update(`status\n${seconds}\n${body}`).digest("hex");
  const answer = await fetch(`${demo.info.url}/api/v1/erak/status`, { method: "POST", body, headers: { "Content-Type": "application/json", "X-Erak-Tidpunkt": seconds, "X-Erak-Signatur": signature } });
  assert.equal(answer.status, 200, await answer.text());
}

/** The code of an invitation's link. @param {string} link */
function codeOf(link) {
  return link.split(/[#/=]/).at(-1) ?? "";
}

/** Two letters that name one of many: AA, AB. @param {number} i */
function letters(i) {
  return String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26));
}

/** A made-up personnummer whose last digit is right. @param {number} i */
function personnummer(i) {
  const nine = `8001${String(1 + (i % 28)).padStart(2, "0")}${String(900 + i).padStart(3, "0")}`;
  const sum = [...nine].reduce((all, digit, at) => all + [...String(Number(digit) * (at % 2 === 0 ? 2 : 1))].reduce((s, d) => s + Number(d), 0), 0);
  return `19${nine}${(10 - (sum % 10)) % 10}`;
}
