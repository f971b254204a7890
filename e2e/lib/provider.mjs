// A second provider on the demo's server, founded as its operator and its coordinator do, by the API alone.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

/**
 * A provider, and its coordinator over the API.
 * @param {any} demo @param {string} name
 */
export async function founded(demo, name) {
  const added = await demo.operate("provider", "add", name, "--orgnr", "9900000002", "--coordinator", "Karin Modell");
  const device = randomUUID();
  /** @param {string} method @param {string} path @param {any} [body] @param {string} [token] @returns {Promise<any>} */
  const ask = async (method, path, body, token = access) => {
    const headers = { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    for (;;) {
      const answer = await fetch(demo.info.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
      const text = await answer.text();
      if (answer.status === 429) await new Promise((later) => setTimeout(later, 1000 * Number(answer.headers.get("Retry-After") ?? 1))); // as it asks for
      else {
        assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
        return text === "" ? undefined : JSON.parse(text);
      }
    }
  };
  let access = "";
  ({ access } = await ask("POST", "/api/v1/session", { invitation: added.invited.code, device: { id: device, name: "office" } }));
  let n = 0;
  return {
    /** Who the coordinator is. */
    person: /** @type {string} */ (added.invited.person),
    /** @param {string} path @param {any} body */
    post: (path, body) => ask("POST", path, body),
    /** @param {string} path */
    get: (path) => ask("GET", path),
    /** Writes documents, of which each is taken: their refs and fields, and which revision of it was seen. @param {[string, any, number?][]} docs */
    async write(docs) {
      for (let from = 0; from < docs.length; from += 50) {
        const ops = docs.slice(from, from + 50).map(([doc, set, base]) => ({ v: 1, id: uuidv7(), n: ++n, doc, set, ...(base === undefined ? {} : { base }) }));
        const { verdicts } = await ask("POST", "/api/v1/sync", { device, ops });
        assert.deepEqual(verdicts.map((/** @type {any} */ v) => v.verdict), ops.map(() => "applied"), JSON.stringify(verdicts));
      }
    },
    /** The documents of feeds. @param {string[]} feeds */
    read: async (feeds) => (await ask("POST", "/api/v1/sync", { device, feeds })).docs,
    /** A new person's, or the coordinator's own, link. @param {string} person @returns {Promise<string>} */
    invite: async (person) => (await ask("POST", "/api/v1/invitations", { person })).link,
  };
}

/**
 * A provider with one customer and one assistant, who is invited; with a number, somebody has looked at who they are.
 * @param {any} demo @param {string} name @param {{assistant: string, customer: string, number?: string}} people
 */
export async function provider(demo, name, people) {
  const { write, get, read, invite } = await founded(demo, name);
  const [assistant, customer] = [uuidv7(), uuidv7()];
  const from = "2020-01-01";
  await write([
    [`person/${assistant}`, { name: people.assistant }],
    [`person/${customer}`, { name: people.customer }],
    [`membership/${uuidv7()}`, { person: assistant, role: "assistant", from }],
    [`membership/${uuidv7()}`, { person: customer, role: "beneficiary", from }],
    [`engagement/${uuidv7()}`, { assistant, beneficiary: customer, from }],
    ...(people.number ? /** @type {[string, any][]} */ ([[`identity/${uuidv7()}`, { person: assistant, personnummer: people.number, checked: from }]]) : []),
  ]);
  const link = await invite(assistant);
  return {
    /** The assistant's link. */
    signin: link,
    /** A shift that the office writes for the assistant; without an end it goes on. @param {string} start @param {string} [end] */
    shift: (start, end) => write([[`shift/${uuidv7()}`, { assistant, beneficiary: customer, kind: "active", start, ...(end ? { end } : {}) }]]),
    /** What the office plans for them. @param {string} start @param {string} end */
    plan: (start, end) => write([[`plan/${uuidv7()}`, { assistant, beneficiary: customer, kind: "active", start, end }]]),
    /** The customer's October, as the office sees it. */
    month: () => get(`/api/v1/months/${customer}/2026-10`),
    /** The shifts that the office has of the customer, this month. */
    async shifts() {
      const month = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" }).slice(0, 7);
      const docs = await read([`${customer}@${month}`]);
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
