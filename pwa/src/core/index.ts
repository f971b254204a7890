// The one core of the app, and what screens use of it. core has no UI: no import of preact, ui or i18n.
//
//   core.start()                     once, in main.tsx
//   core.who, core.session           signals: who is signed in; "none" | "in" | "out" (out deletes nothing)
//   core.rows                        signal: ref → Row, each document with this phone's waiting operations laid over
//   core.act({ref, base, set, why})  resolves when the phone's disk has it; base is the drawn row's rev
//   core.open("<beneficiary>@2026-10")   the office's months; core.opened has the feeds that have been pulled
//   core.rounds                      signal: goes up when something may have come from the server
//   core.waiting, core.link, core.unsaved, core.trouble   what the header says in words
//   core.outdated, core.differing    what is wrong with this app or its disk; nothing is written while it is outdated
//   core.request("GET", "/api/v1/board?month=…")   other routes; throws Problem (code, sentence) or Unreachable

import type { How } from "./api";
import { browserEnv } from "./env";
import { Core } from "./core";
import { deviceName } from "./device";

export * as month from "./month";
export { Problem, refused, Unreachable } from "./api";
export { Outdated, StillWaiting, type Act, type Core } from "./core";
export { NotSaved } from "./store";
export type { Proof, SessionState } from "./session";
export type { Link } from "./sync";
export { text } from "./types";
export type { At, Candidate, Conflict, Fields, Json, Kept, Op, Parked, Role, Row, Sentence, Status, Verdict, Who } from "./types";
export { watch } from "./watch";

/** The core of this app. */
export const core = new Core(browserEnv(), deviceName(navigator.userAgent));

/** A new id of a document or a command: UUIDv7. */
export const newId = (): string => core.newId();

/** What a screen asks the server for beside documents; the token is renewed where it must be. */
export const api = {
  get: (path: string, how?: How): Promise<unknown> => core.request("GET", path, undefined, how),
  post: (path: string, body: unknown): Promise<unknown> => core.request("POST", path, body),
  put: (path: string, body: unknown): Promise<unknown> => core.request("PUT", path, body),
  delete: (path: string, body?: unknown): Promise<unknown> => core.request("DELETE", path, body),
  /** What may be asked before anybody has signed in. */
  open: (method: "GET" | "POST" | "DELETE", path: string): Promise<unknown> => core.public(method, path),
};
