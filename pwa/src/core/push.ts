// Notices on this device: a subscription of the browser's, told to the server. Compared at each start, since browsers
// renew and lose them without a word.

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { Unreachable } from "./api";
import type { Core } from "./core";

/** on: the server has taken it. off: it has not. denied: the person has said no to the browser; cannot: this browser has no push. */
export type PushState = "on" | "off" | "denied" | "cannot";

/** How long a subscription is taken to be known by the server, in milliseconds. */
const trusted = 86_400_000;
/** Where it is noted as whom and when the server took it. Gone when somebody joins: what ended the session before ended its notices. */
export const pushTold = "passbok.push";

/** Turning notices on and off, for whoever is signed in. lang is the language that they are written in. */
export class Push {
  readonly #state = signal<PushState>("PushManager" in globalThis ? "off" : "cannot");
  readonly state: ReadonlySignal<PushState> = this.#state;
  /** Why the server has not taken what the browser has; undefined where it has, or was not asked. */
  readonly why = signal<unknown>(undefined);
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly core: Core, private readonly lang: () => string) {}

  /** Whom the server is told of it as. Where anything of this has changed, it is told anew: a restored server may not know it. */
  whose(): string {
    const { book, person } = this.core.who.peek() ?? {};
    const { device, epoch } = this.core.notebook?.facts ?? {};
    return [this.lang(), book, person, device, epoch].join("|");
  }

  /** Looks how it stands; where the browser has it on, makes sure that the server knows it as it is now. */
  async check(): Promise<void> {
    await this.#alone(async () => {
      const worker = await registration();
      if (!worker) return void (this.#state.value = "cannot");
      const subscription = await worker.pushManager.getSubscription();
      const denied = Notification.permission === "denied";
      const wanted = !denied && this.core.session.peek() === "in" && subscription;
      const since = wanted && this.#since(wanted);
      this.#state.value = denied ? "denied" : since ? "on" : "off";
      if (!wanted || this.core.link.peek() !== "online" || (since && this.core.now() - since < trusted)) return void (this.why.value = undefined);
      await this.#tell(worker).catch((error: unknown) => {
        if (!since) this.why.value = error; // what it has taken it has, also where it cannot be told once more
      });
    });
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
    try {
      await this.#alone(() => this.#tell(worker));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.#state.value = "cannot"; // this browser will not, whatever it says
    }
  }

  /** Unsubscribes here and at the server. */
  async off(): Promise<void> {
    await this.#alone(async () => {
      const worker = await registration();
      const subscription = await worker?.pushManager.getSubscription();
      localStorage.removeItem(pushTold);
      await subscription?.unsubscribe();
      this.#state.value = "off";
      this.why.value = undefined;
      if (subscription) await this.core.request("DELETE", "/api/v1/push/subscription", { endpoint: subscription.endpoint });
    });
  }

  // One after the other: whoever has signed in meanwhile is told of last.
  #alone(what: () => Promise<void>): Promise<void> {
    const mine = this.#last.then(what);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  // When the server took this subscription, in milliseconds; undefined where it is not known to have.
  #since({ endpoint }: PushSubscription): number | undefined {
    const [said, at] = (localStorage.getItem(pushTold) ?? "").split(" ");
    return said === `${this.whose()}|${endpoint}` ? Number(at) : undefined;
  }

  // Subscribes with the server's key where the browser has not, and tells the server. Only then is it on.
  async #tell(worker: ServiceWorkerRegistration): Promise<void> {
    const whose = this.whose();
    const { publicKey } = (await this.core.request("GET", "/api/v1/push")) as { publicKey: string };
    let now = await worker.pushManager.getSubscription();
    for (let tries = 0; ; tries++) {
      if (!now || tries > 0 || !sameKey(now, publicKey)) {
        await now?.unsubscribe();
        now = await subscribe(worker, publicKey);
      }
      const body = { ...now.toJSON(), expirationTime: now.expirationTime, lang: this.lang() };
      const answer = (await this.core.request("PUT", "/api/v1/push/subscription", body)) as { stale?: boolean };
      if (!answer.stale || tries > 0) break; // the push service would have nothing of the old one
    }
    localStorage.setItem(pushTold, `${whose}|${now.endpoint} ${this.core.now()}`);
    this.#state.value = "on";
    this.why.value = undefined;
  }
}

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis) || !("Notification" in globalThis)) return undefined;
  if ((await navigator.serviceWorker.getRegistration()) === undefined) return undefined;
  return navigator.serviceWorker.ready;
}

async function subscribe(worker: ServiceWorkerRegistration, publicKey: string): Promise<PushSubscription> {
  try {
    return await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  } catch (error) {
    // AbortError: the push service cannot be reached now.
    throw error instanceof DOMException && error.name === "AbortError" ? new Unreachable("the push service", { cause: error }) : error;
  }
}

function sameKey(subscription: PushSubscription, publicKey: string): boolean {
  const key = subscription.options.applicationServerKey;
  if (!key) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === publicKey.replace(/=+$/, "");
}
