// Notices on this device: a subscription of the browser's, told to the server. Compared at each start, since browsers
// renew and lose them without a word.

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { Unreachable } from "./api";
import type { Core } from "./core";

/** on and off; denied: the person has said no to the browser; cannot: this browser has no push. */
export type PushState = "on" | "off" | "denied" | "cannot";

/** How long a subscription is taken to be known by the server, in milliseconds. */
const trusted = 86_400_000;
const told = "passbok.push";

/** Turning notices on and off, for whoever is signed in. lang is the language that they are written in. */
export class Push {
  readonly #state = signal<PushState>("PushManager" in globalThis ? "off" : "cannot");
  readonly state: ReadonlySignal<PushState> = this.#state;

  constructor(private readonly core: Core, private readonly lang: () => string) {}

  /** Looks how it stands; where it is on, makes sure that the server knows the subscription as it is now. */
  async check(): Promise<void> {
    const worker = await registration();
    if (!worker) return void (this.#state.value = "cannot");
    const subscription = await worker.pushManager.getSubscription();
    this.#state.value = Notification.permission === "denied" ? "denied" : subscription ? "on" : "off";
    if (!subscription || this.core.session.peek() !== "in") return;
    const [endpoint, since, lang, book] = (localStorage.getItem(told) ?? "").split("|");
    // The browser has one subscription: it is told to the provider whose notebook is open.
    const known = book === this.core.who.peek()?.book && endpoint === subscription.endpoint && lang === this.lang() && this.core.now() - Number(since) < trusted;
    if (known) return;
    const { publicKey } = (await this.core.request("GET", "/api/v1/push")) as { publicKey: string };
    await this.#tell(worker, sameKey(subscription, publicKey) ? subscription : await renew(worker, subscription, publicKey), publicKey);
  }

  /** Asks the person (the browser does), subscribes, and tells the server. */
  async on(): Promise<void> {
    const worker = await registration();
    if (!worker) return void (this.#state.value = "cannot");
    // Asked for within the tap, before anything is awaited from the network: browsers want it so.
    if ((await Notification.requestPermission()) !== "granted") {
      this.#state.value = Notification.permission === "denied" ? "denied" : "off";
      return;
    }
    const { publicKey } = (await this.core.request("GET", "/api/v1/push")) as { publicKey: string };
    try {
      await this.#tell(worker, await subscribe(worker, publicKey), publicKey);
      this.#state.value = "on";
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      // AbortError: the push service cannot be reached now. Anything else: this browser will not, whatever it says.
      if (error.name === "AbortError") throw new Unreachable("the push service", { cause: error });
      this.#state.value = "cannot";
    }
  }

  /** Unsubscribes here and at the server. */
  async off(): Promise<void> {
    const worker = await registration();
    const subscription = await worker?.pushManager.getSubscription();
    localStorage.removeItem(told);
    if (subscription) {
      await subscription.unsubscribe();
      this.#state.value = "off";
      await this.core.request("DELETE", "/api/v1/push/subscription", { endpoint: subscription.endpoint });
    }
    this.#state.value = "off";
  }

  async #tell(worker: ServiceWorkerRegistration, subscription: PushSubscription, publicKey: string): Promise<void> {
    let now = subscription;
    for (let tries = 0; ; tries++) {
      const body = { ...now.toJSON(), expirationTime: now.expirationTime, lang: this.lang() };
      const answer = (await this.core.request("PUT", "/api/v1/push/subscription", body)) as { stale?: boolean };
      if (!answer.stale || tries > 0) break;
      now = await renew(worker, now, publicKey); // the push service would have nothing of the old one
    }
    localStorage.setItem(told, `${now.endpoint}|${this.core.now()}|${this.lang()}|${this.core.who.peek()?.book}`);
  }
}

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis) || !("Notification" in globalThis)) return undefined;
  if ((await navigator.serviceWorker.getRegistration()) === undefined) return undefined;
  return navigator.serviceWorker.ready;
}

function subscribe(worker: ServiceWorkerRegistration, publicKey: string): Promise<PushSubscription> {
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
}

async function renew(worker: ServiceWorkerRegistration, old: PushSubscription, publicKey: string): Promise<PushSubscription> {
  await old.unsubscribe();
  return subscribe(worker, publicKey);
}

function sameKey(subscription: PushSubscription, publicKey: string): boolean {
  const key = subscription.options.applicationServerKey;
  if (!key) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === publicKey.replace(/=+$/, "");
}
