// Who is signed in on this device: joining, the access token, signing out. Expiry deletes nothing.

import { signal } from "@preact/signals-core";
import { ask, Problem, Unreachable } from "./api";
import type { Env } from "./env";
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

/** What a person shows to come in: a code from somewhere, or the answer of a passkey, made for the server's challenge. */
export type Proof = { readonly invitation: string } | { readonly credential: unknown };

/** The facts about a person that the phone keeps. */
export function whoOf(grant: Grant): Who {
  const { id, name, role, roles } = grant.person;
  return { person: id, name, role, roles: roles ?? [role], book: grant.book, sendOnly: grant.sendOnly === true };
}

const pointer = "passbok.current";
const joining = "passbok.joining";

/** A notebook's name, and whose it is: what must be known before any database is opened. */
export interface Pointer {
  readonly name: string;
  readonly role: Role;
  readonly person: string;
  readonly book: string;
  readonly device: string;
  readonly who?: Who;
}

/** The access token and its renewal. */
export class Session {
  readonly state = signal<SessionState>("none");
  #grant: Grant | undefined;
  #asking: Promise<Grant> | undefined;

  constructor(private readonly env: Env) {}

  /** Which notebook was open last; undefined on a fresh browser. */
  pointer(): Pointer | undefined {
    try {
      const read: unknown = JSON.parse(this.env.shelf.getItem(pointer) ?? "null");
      return typeof (read as Pointer | null)?.name === "string" ? (read as Pointer) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Says which notebook is open; undefined: none. */
  point(to: Pointer | undefined): void {
    try {
      if (to === undefined) this.env.shelf.removeItem(pointer);
      else this.env.shelf.setItem(pointer, JSON.stringify(to));
    } catch {
      // Without it the notebook is found by its name in IndexedDB.
    }
  }

  /**
   * A proof for a session. devices are the ids that this browser has had, the likeliest first: a device belongs to one
   * person, so one of another's is turned away without the proof being used up, and the next is tried.
   */
  async join(proof: Proof, devices: readonly string[], name: string): Promise<Grant> {
    const path = "invitation" in proof ? "/api/v1/session" : "/api/v1/session/passkey";
    await this.#asking?.catch(() => undefined); // what is asked of the session before does not come after this one's answer
    // Kept until it is answered: the same proof from the same device gives the same session, if the answer got lost.
    const fresh = this.env.shelf.getItem(joining) ?? uuidv7(this.env.now(), this.env.random);
    try {
      this.env.shelf.setItem(joining, fresh);
    } catch {
      // Then only this try has it.
    }
    for (const id of new Set([...devices, fresh])) {
      try {
        const grant = (await ask(this.env.fetch, "POST", path, { body: { ...proof, device: { id, name } } })) as Grant;
        this.env.shelf.removeItem(joining);
        return this.#hold({ ...grant, device: grant.device ?? id });
      } catch (error) {
        if (!(error instanceof Problem && error.code === "device_taken")) throw error;
      }
    }
    this.env.shelf.removeItem(joining);
    throw new Problem(409, "device_taken", undefined);
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

  /** The server did not take the token that it gave. */
  forget(): void {
    this.#grant = undefined;
  }

  /** What was granted last; undefined before the first answer. */
  get grant(): Grant | undefined {
    return this.#grant;
  }

  /** Ends the session at the server; whether it could be told. */
  async end(): Promise<boolean> {
    this.#grant = undefined;
    try {
      await ask(this.env.fetch, "DELETE", "/api/v1/session");
      return true;
    } catch (error) {
      return !(error instanceof Unreachable);
    }
  }

  async #renew(moving?: { readonly id: string; readonly name: string }): Promise<Grant> {
    try {
      const body = moving ? { device: moving } : {};
      return this.#hold((await ask(this.env.fetch, "POST", "/api/v1/session/refresh", { body })) as Grant);
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
