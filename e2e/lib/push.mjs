// A browser's push, played at home. Chromium has no push service to talk to here: so its subscriptions are made at
// Passbok's own simulator of one, and what came in there is handed to the service worker by the debugging protocol.
import assert from "node:assert/strict";
import { listen, phone } from "./browser.mjs";

/**
 * @typedef {{endpoint:string,expirationTime:null,keys:{p256dh:string,auth:string},key:string}} Subscription
 * @typedef {{id:string,at:string,topic?:string,ttl:number,urgency:string,data:string,text?:string,subject:string,replaced?:boolean}} Message
 */

/**
 * Lets a context subscribe at the simulator, as its page asks for it. Before the first page is opened.
 * @param {import("playwright-core").BrowserContext} context @param {() => string} service where the simulator is
 */
export async function playPush(context, service) {
  /** @type {Subscription | null} */
  let held = null;
  await context.exposeFunction("pushHeld", () => held);
  await context.exposeFunction("pushLeave", async () => {
    if (held) await fetch(`${service()}/subscriptions?endpoint=${encodeURIComponent(held.endpoint)}`, { method: "DELETE" });
    held = null;
  });
  await context.exposeFunction("pushJoin", async (/** @type {string} */ key) => {
    const made = await fetch(`${service()}/subscriptions`, { method: "POST", body: JSON.stringify({ applicationServerKey: key }) });
    assert.equal(made.status, 201);
    held = { .../** @type {Omit<Subscription, "key">} */ (await made.json()), key };
    return held;
  });
  await context.addInitScript(() => {
    const { pushHeld, pushJoin, pushLeave } = /** @type {any} */ (globalThis);
    /** @param {any} told */
    const subscription = (told) => told && {
      endpoint: told.endpoint,
      expirationTime: null,
      options: { userVisibleOnly: true, applicationServerKey: Uint8Array.from(atob(told.key.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0)).buffer },
      toJSON: () => ({ endpoint: told.endpoint, expirationTime: null, keys: told.keys }),
      unsubscribe: async () => (await pushLeave(), true),
    };
    Object.assign(PushManager.prototype, {
      getSubscription: async () => subscription(await pushHeld()),
      subscribe: async (/** @type {any} */ options) => subscription(await pushJoin(options.applicationServerKey)),
    });
  });
  return {
    /** What this context is subscribed by. */
    get subscription() {
      assert.ok(held, "nothing has subscribed");
      return held;
    },
    /** What the simulator has taken for it, oldest first; each checked and decrypted there. @returns {Promise<Message[]>} */
    async messages() {
      return (await fetch(`${service()}/messages?all=1&endpoint=${encodeURIComponent(this.subscription.endpoint)}`)).json();
    },
    /** Waits until so many have come. @param {number} many */
    async arrived(many) {
      await until(async () => (await this.messages()).length >= many);
      return this.messages();
    },
  };
}

/**
 * Signed in on a phone whose notices are on, by the button in the app.
 * @param {import("playwright-core").Browser} browser a whole one @param {{info: {url: string, push: string}}} demo @param {{signin: string}} person
 */
export async function toldPhone(browser, demo, person) {
  const context = await browser.newContext({ locale: "sv-SE", timezoneId: "Europe/Stockholm", viewport: phone });
  const push = await playPush(context, () => demo.info.push);
  await context.grantPermissions(["notifications"], { origin: demo.info.url });
  const page = await context.newPage();
  const heard = listen(page);
  await page.goto(person.signin);
  await page.getByRole("heading", { level: 1, name: /^Hej/ }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.getByRole("button", { name: "Slå på aviseringar" }).click();
  await page.getByRole("button", { name: "Slå på aviseringar" }).waitFor({ state: "detached" });
  return { context, page, heard, push };
}

/**
 * Hands the bytes of a message to the page's service worker, as the browser does that has received them. The protocol does not say
 * whether they came there, and on a machine that has much to do they may not: the worker tells its pages, and is handed them again until it has.
 * @param {import("playwright-core").Page} page @param {Message} message
 */
export async function deliver(page, message) {
  const protocol = await page.context().newCDPSession(page);
  /** @type {Promise<string>} */
  const registered = new Promise((resolve) => {
    protocol.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
  });
  await protocol.send("ServiceWorker.enable");
  const data = Buffer.from(message.data, "base64").toString("utf8");
  await page.evaluate(() => {
    const heard = /** @type {any} */ (globalThis);
    heard.pushed = false;
    navigator.serviceWorker.addEventListener("message", ({ data }) => void (heard.pushed ||= data === "push"));
  });
  const to = { origin: new URL(page.url()).origin, registrationId: await registered, data };
  for (let tries = 0, came = false; !came && tries < 3; tries++) {
    await protocol.send("ServiceWorker.deliverPushMessage", to);
    came = await page.waitForFunction(() => /** @type {any} */ (globalThis).pushed, undefined, { timeout: 5000 }).then(() => true, () => false);
  }
  await protocol.detach();
}

/** The notices that this page's service worker shows. @param {import("playwright-core").Page} page */
export function shown(page) {
  return page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data: String(data) }));
  });
}

/** Taps the one notice that is shown, or one of its buttons. @param {import("playwright-core").BrowserContext} context @param {string} [action] */
export async function tap(context, action = "") {
  const [worker] = context.serviceWorkers();
  assert.ok(worker, "the app has a service worker");
  await worker.evaluate(async (action) => {
    const { registration } = /** @type {any} */ (globalThis);
    const [notification] = await registration.getNotifications();
    dispatchEvent(new /** @type {any} */ (globalThis).NotificationEvent("notificationclick", { notification, action }));
  }, action);
}

/** Waits until it is so. @param {() => Promise<boolean>} so @param {number} [seconds] at most */
export async function until(so, seconds = 20) {
  for (const end = Date.now() + seconds * 1000; !(await so()); await new Promise((resolve) => setTimeout(resolve, 50))) {
    assert.ok(Date.now() < end, `not within ${seconds} s: ${so}`);
  }
}

/** Says what is to go wrong at a simulator. @param {string} url @param {object} fault */
export async function breakIt(url, fault) {
  const done = await fetch(url, { method: "POST", body: JSON.stringify(fault) });
  assert.equal(done.status, 204, await done.text());
}
