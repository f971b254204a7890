// A second provider on the demo's server, founded as its operator and its coordinator do, by the API alone.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

/**
 * A provider with one customer and one assistant, who is invited; with a number, somebody has looked at who they are.
 * @param {any} demo @param {string} name @param {{assistant: string, customer: string, number?: string}} people
 */
export async function provider(demo, name, people) {
  const added = await demo.operate("provider", "add", name, "--orgnr", "9900000002", "--coordinator", "Karin Modell");
  const device = randomUUID();
  /** @param {string} path @param {any} body @param {string} [token] @returns {Promise<any>} */
  const post = async (path, body, token) => {
    const headers = { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const answer = await fetch(demo.info.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer.json();
  };
  const { access } = await post("/api/v1/session", { invitation: added.invited.code, device: { id: device, name: "office" } });
  const [assistant, customer] = [uuidv7(), uuidv7()];
  const from = "2020-01-01";
  let n = 0;
  /** @param {string} doc @param {any} set */
  const op = (doc, set) => ({ v: 1, id: uuidv7(), n: ++n, doc, set });
  const answer = await post("/api/v1/sync", {
    device,
    ops: [
      op(`person/${assistant}`, { name: people.assistant }),
      op(`person/${customer}`, { name: people.customer }),
      op(`membership/${uuidv7()}`, { person: assistant, role: "assistant", from }),
      op(`membership/${uuidv7()}`, { person: customer, role: "beneficiary", from }),
      op(`engagement/${uuidv7()}`, { assistant, beneficiary: customer, from }),
      ...(people.number ? [op(`identity/${uuidv7()}`, { person: assistant, personnummer: people.number, checked: from })] : []),
    ],
  }, access);
  assert.ok(answer.verdicts.every((/** @type {any} */ v) => v.verdict === "applied"), JSON.stringify(answer.verdicts));
  const { link } = await post("/api/v1/invitations", { person: assistant }, access);
  return {
    /** The assistant's link. */
    signin: /** @type {string} */ (link),
    /** A shift that the office writes for the assistant. @param {string} start @param {string} end */
    async shift(start, end) {
      const { verdicts } = await post("/api/v1/sync", { device, ops: [op(`shift/${uuidv7()}`, { assistant, beneficiary: customer, kind: "active", start, end })] }, access);
      assert.equal(verdicts[0].verdict, "applied", JSON.stringify(verdicts));
    },
    /** The customer's October, as the office sees it. */
    async month() {
      const answer = await fetch(`${demo.info.url}/api/v1/months/${customer}/2026-10`, { headers: { Authorization: `Bearer ${access}` } });
      assert.ok(answer.ok);
      return answer.json();
    },
    /** The shifts that the office has of the customer, this month. */
    async shifts() {
      const month = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" }).slice(0, 7);
      const { docs } = await post("/api/v1/sync", { device, feeds: [`${customer}@${month}`] }, access);
      return docs.filter((/** @type {any} */ d) => d.doc.startsWith("shift/")).map((/** @type {any} */ d) => d.fields);
    },
  };
}

/** An id as the app makes them. */
export function uuidv7() {
  const hex = Date.now().toString(16).padStart(12, "0");
  const random = randomUUID();
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${random.slice(15)}`;
}
