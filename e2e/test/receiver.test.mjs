// A second receiver, which nobody here has written, takes what the server sends, and reads what it says: npm's
// web-push-testing checks the signature and decrypts. What it finds is what our own simulator finds elsewhere.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { startDemo } from "../lib/passbok.mjs";
import { until } from "../lib/push.mjs";

const load = createRequire(import.meta.url);
/** @type {any} */
const { PushApiModel: Model } = load("web-push-testing/src/PushApiModel");
/** @type {any} */
const Server = load("web-push-testing/src/server");

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {any} */
let receiver;
let at = "";

before(async () => {
  const port = await new Promise((/** @type {(port: number) => void} */ resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
  receiver = new Server(new Model(), port);
  receiver.startServer();
  at = `http://localhost:${port}`;
  demo = await startDemo(["--push-also", `localhost:${port}`]);
});

after(async () => {
  receiver._server.closeAllConnections();
  receiver._server.close();
  await demo.stop();
});

/** @param {string} path @param {unknown} body */
async function tell(path, body) {
  const answer = await fetch(at + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return (await answer.json()).data;
}

test("what is sent is signed and encrypted as a stranger reads it, and says nothing of anybody", async () => {
  const who = demo.person("assistant");
  /** @param {string} method @param {string} path @param {unknown} [body] @param {string} [token] */
  const ask = async (method, path, body, token) => {
    const answer = await fetch(demo.info.url + path, {
      method, headers: { "Content-Type": "application/json", ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.json();
  };
  const { access } = await ask("POST", "/api/v1/session", { invitation: who.invitation, device: { id: randomUUID(), name: "" } });
  const { publicKey } = await ask("GET", "/api/v1/push", undefined, access);
  const made = await tell("/subscribe", { userVisibleOnly: "true", applicationServerKey: publicKey });
  await ask("PUT", "/api/v1/push/subscription", { endpoint: made.endpoint, expirationTime: null, keys: made.keys, lang: "sv" }, access);
  await ask("POST", "/api/v1/me/notices/test", {}, access);
  /** @type {string[]} */
  let got = [];
  await until(async () => (got = (await tell("/get-notifications", { clientHash: made.clientHash })).messages).length > 0);
  const said = JSON.parse(got[0] ?? "{}");
  assert.equal(said.web_push, 8030);
  assert.equal(said.notification.title, "Aviseringarna fungerar");
  assert.match(said.app.mark, /^[\w-]{20}$/);
  for (const person of demo.info.people) for (const name of person.name.split(" ")) assert.ok(!got[0]?.includes(name), `${name} stands in ${got[0]}`);
  assert.doesNotMatch(got[0] ?? "", /\d{6,8}-?\d{4}\b(?!-)/);
});
