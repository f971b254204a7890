// The demo's BankID: who approves what is waiting, as a person does in the app; and signatures that are given by the API alone.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

/**
 * The orders that wait in the app, the newest last.
 * @param {any} demo @returns {Promise<{token: string, personnummer: string}[]>}
 */
async function waiting(demo) {
  const orders = await (await fetch(new URL("/admin/orders", demo.info.bankid))).json();
  return orders.filter((/** @type {any} */ one) => one.status === "pending");
}

/** Numbers of those who have a BankID beside the demo. @param {any} demo @returns {Promise<string[]>} */
export async function holders(demo) {
  const people = await (await fetch(new URL("/admin/people", demo.info.bankid))).json();
  return people.map((/** @type {any} */ one) => one.Personnummer);
}

/** The person whom it is for says yes to every order that waits, until stopped. @param {any} demo */
export function approving(demo) {
  let on = true;
  const done = (async () => {
    while (on) {
      for (const order of await waiting(demo)) await approve(demo, order);
      await new Promise((later) => setTimeout(later, 100));
    }
  })();
  return async () => {
    on = false;
    await done;
  };
}

/** @param {any} demo @param {any} order */
async function approve(demo, order) {
  await fetch(new URL(`/order/${order.token}`, demo.info.bankid));
  await fetch(new URL(`/order/${order.token}/ja`, demo.info.bankid), { method: "POST", body: new URLSearchParams({ person: order.personnummer }), redirect: "manual" });
}

/**
 * Somebody signs the invoice that they look at in the simulator of Försäkringskassan: it leads to the BankID, which leads back to it, and it home.
 * @param {import("playwright-core").Page} page @param {string} name
 */
export async function signsInvoice(page, name) {
  await page.getByRole("button", { name: "Skriv under" }).click();
  await page.getByLabel("Vem är du?").selectOption({ label: await page.locator("option", { hasText: name }).innerText() });
  await page.getByRole("button", { name: "Skriv under" }).click();
  await page.getByRole("link", { name: "Gå tillbaka" }).click();
}

/** Somebody of the demo over the API alone. @param {any} demo @param {{invitation: string}} person */
export async function caller(demo, person) {
  const { access } = await ask("POST", "/api/v1/session", { invitation: person.invitation, device: { id: randomUUID(), name: "api" } });
  /** @param {string} method @param {string} path @param {any} [body] @param {string} [token] @returns {Promise<any>} */
  async function ask(method, path, body, token) {
    const headers = { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const answer = await fetch(demo.info.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.text();
    assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
  return {
    /** @param {string} path */
    get: (path) => ask("GET", path, undefined, access),
    /** @param {string} path @param {any} body */
    post: (path, body) => ask("POST", path, { id: randomUUID(), ...body }, access),
  };
}

/**
 * An assistant's timesheet at somebody's, as the server has it now.
 * @param {Awaited<ReturnType<typeof caller>>} own @param {string} beneficiary @param {string} month @returns {Promise<{state: string, hash: string}>}
 */
export async function sheetOf(own, beneficiary, month) {
  const { timesheets } = await own.get(`/api/v1/me/timesheets/${month}`);
  return timesheets.find((/** @type {any} */ one) => one.beneficiary.id === beneficiary);
}

/**
 * An assistant says that their month at somebody's is whole, and signs it: over the API; somebody must be approving.
 * @param {Awaited<ReturnType<typeof caller>>} own @param {string} beneficiary @param {string} month
 */
export async function signs(own, beneficiary, month) {
  const path = `/api/v1/me/timesheets/${beneficiary}/${month}`;
  const { state, hash } = await sheetOf(own, beneficiary, month);
  if (state === "open") await own.post(`${path}/ready`, { saw: hash });
  const { order } = await own.post(`${path}/sign`, { saw: (await sheetOf(own, beneficiary, month)).hash });
  for (;;) {
    const { result, status } = await own.get(`/api/v1/orders/${order}`);
    if (result) return assert.equal(result.state, "signed");
    assert.notEqual(status, "failed");
    await new Promise((later) => setTimeout(later, 200));
  }
}
