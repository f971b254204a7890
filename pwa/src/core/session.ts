// Who is signed in: joining, the access token, signing out. One browser may hold several sessions, each for a notebook and
// known by its device. Expiry deletes nothing.

import { signal } from "@preact/signals-core";
import { ask, Problem } from "./api";
import type { Env } from "./env";
import type { Notebook } from "./notebook";
import { uuidv7 } from "./ids";
import type { Role, Who } from "./types";

/** none: nobody has joined here. in: signed in, or believed to be while there is no network. out: must sign in again. */
export type SessionState = "none" | "in" | "out";

/** What the server answers to joining and refreshing. */
export interface Grant {
  readonly access: string;
  readonly expires: string;
  readonly person: { readonly id: string; readonly name: string; readonly role: Role; readonly roles?: readonly Role[] };
  readonly book: string;
  readonly device?: string;
  readonly sendOnly?: boolean;
  /** When the person closed this device from another one: it sends what it holds, and asks for a sign-in. */
  readonly closed?: string;
}

/** What a person shows to come in: a code from somewhere, the answer of a passkey, made for the server's challenge, or an order of BankID's. */
export type Proof = { readonly invitation: string } | { readonly credential: unknown } | { readonly order: string; readonly person?: string };

/** The facts about a person that the phone keeps. */
export function whoOf(grant: Grant): Who {
  const { id, name, role, roles } = grant.person;
  return { person: id, name, role, roles: roles ?? [role], book: grant.book, sendOnly: grant.sendOnly === true };
}

const current = "passbok.current";
const joining = "passbok.joining";
const ending = "passbok.signout";

/** A notebook's name, and whose it is: what must be known before any database is opened. */
export interface Pointer {
  readonly name: string;
  readonly role: Role;
  readonly person: string;
  readonly book: string;
  readonly device: string;
  readonly who?: Who;
}

/** Which notebook was open last; undefined on a fresh browser. */
export function pointer({ shelf }: Env): Pointer | undefined {
  try {
    const read: unknown = JSON.parse(shelf.getItem(current) ?? "null");
    return typeof (read as Pointer | null)?.name === "string" ? (read as Pointer) : undefined;
  } catch {
    return undefined;
  }
}

/** Says which notebook is open; undefined: none. */
export function point({ shelf }: Env, to: Pointer | undefined): void {
  try {
    if (to === undefined) shelf.removeItem(current);
    else shelf.setItem(current, JSON.stringify(to));
  } catch {
    // Without it the notebook is found by its name in IndexedDB.
  }
}

/**
 * A proof for a session. devices are the ids that this browser has had, the likeliest first: a device belongs to one
 * person, so one of another's is turned away without the proof being used up, and the next is tried.
 */
export async function redeem(env: Env, proof: Proof, devices: readonly string[], name: string): Promise<Grant & { readonly device: string }> {
  const { order, ...shown } = proof as { order?: string };
  const path = `/api/v1/session${order ? `/bankid/${order}` : "invitation" in proof ? "" : "/passkey"}`;
  // Kept until what is answered has been written (redeemed): the same proof from the same device gives the same session, if either failed.
  const before = env.shelf.getItem(joining);
  for (const id of new Set([...devices, ...(before ? [before] : []), uuidv7(env.now(), env.random)])) {
    try {
      if (!devices.includes(id)) env.shelf.setItem(joining, id);
    } catch {
      // Then only this try has it.
    }
    try {
      const grant = (await ask(env.fetch, "POST", path, { body: { ...shown, device: { id, name } }, device: id })) as Grant;
      return { ...grant, device: grant.device ?? id };
    } catch (error) {
      if (!(error instanceof Problem && error.code === "device_taken")) throw error;
    }
  }
  throw new Problem(409, "device_taken", undefined);
}

/** What redeem answered is on the disk: the next proof is shown from another device. */
export function redeemed({ shelf }: Env): void {
  shelf.removeItem(joining);
}

/** Renews the session of a device, by one of the ids that it may be known by; moving: it goes on under that one. */
export async function renew(env: Env, device: string, moving?: { readonly id: string; readonly name: string }): Promise<Grant> {
  return (await ask(env.fetch, "POST", "/api/v1/session/refresh", { body: moving ? { device: moving } : {}, device })) as Grant;
}

// Ends the session of a device at the server; whether there is nothing to end any more. A server that is in trouble (5xx, 429)
// may have ended nothing.
async function end(env: Env, device: string): Promise<boolean> {
  try {
    await ask(env.fetch, "DELETE", "/api/v1/session", { device });
    return true;
  } catch (error) {
    return error instanceof Problem && [400, 401, 403, 404].includes(error.status);
  }
}

/** The devices that the server is yet to hear of: they have signed out. */
function toEnd({ shelf }: Env): string[] {
  return shelf.getItem(ending)?.split(",") ?? [];
}

function keepToEnd({ shelf }: Env, devices: readonly string[]): void {
  try {
    if (devices.length === 0) shelf.removeItem(ending);
    else shelf.setItem(ending, devices.join());
  } catch {
    // Then it is not told: a session that nobody uses ends by itself.
  }
}

/** The server is to hear that a device has signed out, known by one of these ids: see tellEnds. */
export function endLater(env: Env, device: string): void {
  keepToEnd(env, [...toEnd(env), ...(device || "1").split(",")]);
}

/** The server need not hear it of this device: it has, or the device has come in again, which has ended what was before. */
export function endNoMore(env: Env, device: string): void {
  keepToEnd(env, toEnd(env).filter((one) => one !== device));
}

/**
 * Tells the server who has signed out; whether there was anything to tell. Each by itself, since it takes but a few at once.
 * What it does not hear is told at the next start. "1" is of an app from before there was a session for each device.
 */
export async function tellEnds(env: Env): Promise<boolean> {
  const devices = toEnd(env);
  await Promise.all(devices.map(async (one) => (await end(env, one === "1" ? "" : one)) && endNoMore(env, one)));
  return devices.length > 0;
}

/** The ids that a notebook's device may be known by: one that is being moved may have arrived. */
export function deviceOf({ facts }: Notebook): string {
  return [facts.device, facts.moving].filter(Boolean).join();
}

/** A notebook's access token and its renewal. */
export class Session {
  readonly state = signal<Exclude<SessionState, "none">>("in");
  #grant: Grant | undefined;
  #asking: Promise<Grant> | undefined;

  constructor(private readonly env: Env, private readonly notebook: Notebook, grant?: Grant) {
    if (grant) this.#hold(grant);
  }

  /** A token that holds for another half minute at least. Throws Problem (401: signed out) or Unreachable. */
  async token(): Promise<string> {
    const grant = this.#grant;
    if (grant && Date.parse(grant.expires) - this.env.now() > 30_000) return grant.access;
    return (await this.refresh()).access;
  }

  /** Renews the token; moving: the session goes on under that device. One renewal at a time. */
  async refresh(moving?: { readonly id: string; readonly name: string }): Promise<Grant> {
    this.#asking ??= this.#renew(moving).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** Shows once more the code by which this device came in. */
  async again(invitation: string, name: string): Promise<Grant> {
    return this.#hold(await redeem(this.env, { invitation }, [this.notebook.facts.device ?? ""], name));
  }

  /** Resolves when nothing is being asked: what is, would come after the answer to whatever is asked next. */
  async idle(): Promise<void> {
    await this.#asking?.catch(() => undefined);
  }

  /** The server did not take the token that it gave. */
  forget(): void {
    this.#grant = undefined;
  }

  /** What was granted last; undefined before the first answer. */
  get grant(): Grant | undefined {
    return this.#grant;
  }

  async #renew(moving?: { readonly id: string; readonly name: string }): Promise<Grant> {
    try {
      return this.#hold(await renew(this.env, deviceOf(this.notebook), moving));
    } catch (error) {
      if (error instanceof Problem && (error.status === 401 || error.code === "left")) this.state.value = "out";
      throw error;
    }
  }

  #hold(grant: Grant): Grant {
    this.#grant = grant;
    this.state.value = grant.closed === undefined ? "in" : "out";
    return grant;
  }
}
