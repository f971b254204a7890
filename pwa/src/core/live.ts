// A long poll while the app is visible: the server says that something of ours has changed, and a sync brings it.

import { ask, Problem } from "./api";
import type { Env } from "./env";
import type { Notebook } from "./notebook";
import type { Session } from "./session";
import type { Sync } from "./sync";

/** Polls until the signal stops it; one tab of a notebook at a time. */
export async function live(env: Env, notebook: Notebook, session: Session, sync: Sync, signal: AbortSignal): Promise<void> {
  try {
    await env.alone(`passbok-live:${notebook.name}`, () => poll(env, notebook, session, sync, signal), signal);
  } catch {
    // Stopped while another tab polled.
  }
}

async function poll(env: Env, notebook: Notebook, session: Session, sync: Sync, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { cursor, feeds } = notebook.facts;
    if (cursor === undefined || session.state.peek() !== "in" || notebook.who?.sendOnly) {
      await rest(env, 1000, signal);
      continue;
    }
    try {
      const query = new URLSearchParams({ cursor });
      if (feeds?.length) query.set("feeds", feeds.join(","));
      const token = await session.token();
      const answer = (await ask(env.fetch, "GET", `/api/v1/live?${query}`, { token, signal, waits: true })) as { changed: boolean };
      if (!answer.changed) continue;
      await sync.kick();
      if (notebook.facts.cursor === cursor) await rest(env, 1000, signal);
    } catch (error) {
      const refused = error instanceof Problem && error.status < 500;
      if (refused) session.forget();
      await rest(env, refused ? 30_000 : 5000, signal);
    }
  }
}

function rest(env: Env, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const cancel = env.after(ms, done);
    signal.addEventListener("abort", done, { once: true });
    function done(): void {
      cancel();
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
