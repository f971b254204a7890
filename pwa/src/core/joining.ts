// Which notebooks there are on this browser, and how a person gets one.

import type { Env } from "./env";
import { setFacts } from "./facts";
import { uuidv7 } from "./ids";
import { renumber } from "./move";
import { Notebook } from "./notebook";
import { pushTold } from "./push";
import { deviceOf, endLater, endNoMore, point, pointer, redeem, redeemed, renew, Session, tellEnds, whoOf, type Grant, type Pointer, type Proof } from "./session";
import { Store } from "./store";
import type { Who } from "./types";

/** A notebook that is open, its session, and whose it is. */
export interface Opened {
  readonly notebook: Notebook;
  readonly session: Session;
  readonly who: Who;
}

/** Finds the notebook that was open last; undefined where nobody is signed in on this browser. */
export async function discover(env: Env): Promise<Opened | undefined> {
  const last = pointer(env);
  for (const name of last ? [last.name] : await Store.names()) {
    const found = await reopen(env, name, last);
    if (found) return found;
  }
  return undefined;
}

/** Opens a notebook, and says that it is the one; undefined where nobody is signed in to it. last: what is believed of it. */
export async function reopen(env: Env, name: string, last?: Pointer): Promise<Opened | undefined> {
  const notebook = new Notebook(name, env, !last);
  const opened = (who: Who, device: string): Opened => {
    if (!last) point(env, { name, person: who.person, role: who.role, book: who.book, who, device });
    return { notebook, session: new Session(env, notebook), who };
  };
  try {
    await notebook.load();
    await notebook.mend();
  } catch {
    // The disk cannot be read. What is done from here on is shown as unsaved, and can be shared.
    if (last) return opened(believed(last), last.device);
    await notebook.close();
    return undefined;
  }
  const { who, closed, device } = notebook.facts;
  if (who && !closed) return opened(who, device ?? "");
  if (last && !closed) {
    // The browser has thrown the database away and left the pointer: begin it again, under the same device.
    await notebook.write((tx) => setFacts(tx, { who: believed(last), device: last.device }), true);
    return opened(believed(last), last.device);
  }
  await notebook.close();
  return undefined;
}

/**
 * The browser has thrown everything away but the sign-in, which is no page's to lose: begins a notebook again, under the
 * session's device. undefined where nobody is signed in, or there is no network.
 */
export async function comeBack(env: Env): Promise<Opened | undefined> {
  const grant = await renew(env, "any").catch(() => undefined);
  if (grant?.device === undefined) return undefined;
  const { device } = grant;
  const who = whoOf(grant);
  const notebook = new Notebook(uuidv7(env.now(), env.random), env);
  await notebook.write((tx) => setFacts(tx, { who, device }), true);
  return begun(env, notebook, grant, device);
}

function begun(env: Env, notebook: Notebook, grant: Grant, device: string): Opened {
  const who = whoOf(grant);
  point(env, { name: notebook.name, person: who.person, role: who.role, book: who.book, who, device });
  return { notebook, session: new Session(env, notebook, grant), who };
}

function believed({ person, who, role, book }: Pointer): Who {
  return who ?? { person, name: "", role, roles: [role], book, sendOnly: false };
}

/** Shows a proof, and opens the notebook of whoever it was for: the one they had here, or a new one. */
export async function joined(env: Env, proof: Proof, deviceName: string, current: Notebook | undefined): Promise<Opened> {
  const known = await all(env, current);
  const devices = known.flatMap((n) => n.facts.device ?? []);
  let grant: Awaited<ReturnType<typeof redeem>>;
  try {
    grant = await redeem(env, proof, devices, deviceName);
  } catch (error) {
    await closeAll(known, current);
    throw error;
  }
  const who = whoOf(grant);
  const { device } = grant;
  endNoMore(env, device);
  env.shelf.removeItem(pushTold);
  await signOutOthers(env, known, who);
  const mine = known.filter((n) => n.who?.person === who.person && n.who.book === who.book);
  const theirs = mine.find((n) => n.facts.device === device) ?? mine[0];
  const notebook = theirs && theirs !== current ? theirs : new Notebook(theirs?.name ?? uuidv7(env.now(), env.random), env);
  await closeAll(known, current, notebook);
  await notebook.write(async (tx) => {
    if (theirs && theirs.facts.device !== device) await renumber(tx, device);
    const by = "invitation" in proof ? { code: proof.invitation, at: env.now() } : undefined;
    await setFacts(tx, { who, device, ...(theirs ? {} : { forgotten: 0 }), closed: undefined, joined: by });
  }, true).catch(async (error: unknown) => {
    await (theirs ? notebook.close() : notebook.store.destroy());
    throw error;
  });
  redeemed(env);
  await notebook.mend();
  return begun(env, notebook, grant, device);
}

// Who joins at another provider keeps the first one. But at one provider a person is one: another of the same book is
// somebody else with this phone, so whoever was here is signed out. What waits of theirs stays, until they come back.
async function signOutOthers(env: Env, known: readonly Notebook[], { person, book }: Who): Promise<void> {
  const here = known.filter((n) => n.who && !n.facts.closed);
  if (!here.some((n) => n.who?.book === book && n.who.person !== person)) return;
  for (const notebook of here.filter((n) => n.who?.book !== book || n.who.person !== person)) {
    endLater(env, deviceOf(notebook));
    await notebook.write((tx) => setFacts(tx, { closed: true }));
  }
  void tellEnds(env);
}

// The notebooks on this browser, the one that is open first.
async function all(env: Env, current: Notebook | undefined): Promise<Notebook[]> {
  const others = (await Store.names()).filter((name) => name !== current?.name).map((name) => new Notebook(name, env, true));
  await Promise.allSettled(others.map((n) => n.load()));
  return current ? [current, ...others] : others;
}

async function closeAll(known: readonly Notebook[], ...but: readonly (Notebook | undefined)[]): Promise<void> {
  await Promise.all(known.filter((n) => !but.includes(n)).map((n) => n.close()));
}
