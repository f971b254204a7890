// Which notebook a person has on this browser, and how they get one.

import type { Env } from "./env";
import { setFacts } from "./facts";
import { uuidv7 } from "./ids";
import { renumber } from "./move";
import { Notebook } from "./notebook";
import { whoOf, type Grant, type Pointer, type Proof, type Session } from "./session";
import { Store } from "./store";
import type { Who } from "./types";

/** A notebook that is open, and whose it is. */
export interface Opened {
  readonly name: string;
  readonly notebook: Notebook;
  readonly who: Who;
}

/** Finds the notebook that was open last; undefined where nobody is signed in on this browser. */
export async function discover(env: Env, session: Session): Promise<Opened | undefined> {
  const pointer = session.pointer();
  for (const name of pointer ? [pointer.name] : await Store.names()) {
    const notebook = new Notebook(name, env);
    try {
      await notebook.load();
      await notebook.mend();
    } catch {
      // The disk cannot be read. What is done from here on is shown as unsaved, and can be shared.
      if (pointer) return { name, notebook, who: believed(pointer) };
      await notebook.close();
      continue;
    }
    const { who, closed, device } = notebook.facts;
    if (who && !closed) {
      if (!pointer) session.point({ name, person: who.person, role: who.role, book: who.book, who, device: device ?? "" });
      return { name, notebook, who };
    }
    if (pointer && !closed) {
      // The browser has thrown the database away and left the pointer: begin it again, under the same device.
      await notebook.write((tx) => setFacts(tx, { who: believed(pointer), device: pointer.device }), true);
      return { name, notebook, who: believed(pointer) };
    }
    await notebook.close();
  }
  return undefined;
}

/**
 * The browser has thrown everything away but the sign-in, which is no page's to lose: begins a notebook again, under the
 * session's device. undefined where nobody is signed in, or there is no network.
 */
export async function comeBack(env: Env, session: Session): Promise<Opened | undefined> {
  const grant = await session.refresh().catch(() => undefined);
  if (grant?.device === undefined) return undefined;
  const { device, book } = grant;
  const who = whoOf(grant);
  const name = uuidv7(env.now(), env.random);
  const notebook = new Notebook(name, env);
  await notebook.write((tx) => setFacts(tx, { who, device }), true);
  session.point({ name, person: who.person, role: who.role, book, who, device });
  return { name, notebook, who };
}

function believed({ person, who, role, book }: Pointer): Who {
  return who ?? { person, name: "", role, roles: [role], book, sendOnly: false };
}

/** Shows a proof, and opens the notebook of whoever it was for: the one they had here, or a new one. */
export async function joined(env: Env, session: Session, proof: Proof, deviceName: string, current: Notebook | undefined): Promise<Opened> {
  const known = await all(env, current);
  const devices = known.flatMap((n) => n.facts.device ?? []);
  let grant: Grant;
  try {
    grant = await session.join(proof, devices, deviceName);
  } catch (error) {
    await closeAll(known, current);
    throw error;
  }
  const who = whoOf(grant);
  const device = grant.device as string; // join fills it in
  const mine = known.filter((n) => n.who?.person === who.person && n.who.book === who.book);
  const theirs = mine.find((n) => n.facts.device === device) ?? mine[0];
  const notebook = theirs && theirs !== current ? theirs : new Notebook(theirs?.name ?? uuidv7(env.now(), env.random), env);
  await closeAll(known, current, notebook);
  await notebook.write(async (tx) => {
    if (theirs && theirs.facts.device !== device) await renumber(tx, device);
    const by = "invitation" in proof ? { code: proof.invitation, at: env.now() } : undefined;
    await setFacts(tx, { who, device, ...(theirs ? {} : { forgotten: 0 }), closed: undefined, joined: by });
  }, true);
  await notebook.mend();
  session.point({ name: notebook.name, person: who.person, role: who.role, book: who.book, who, device });
  return { name: notebook.name, notebook, who };
}

// The notebooks on this browser, the one that is open first.
async function all(env: Env, current: Notebook | undefined): Promise<Notebook[]> {
  const others = (await Store.names()).filter((name) => name !== current?.name).map((name) => new Notebook(name, env));
  await Promise.allSettled(others.map((n) => n.load()));
  return current ? [current, ...others] : others;
}

async function closeAll(known: readonly Notebook[], ...but: readonly (Notebook | undefined)[]): Promise<void> {
  await Promise.all(known.filter((n) => !but.includes(n)).map((n) => n.close()));
}
