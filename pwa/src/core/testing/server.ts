// A server to test against: the protocol's rules in their plainest form, and faults on demand. It knows nothing of the
// core; the real one is met in the end-to-end tests.

import { createHash } from "node:crypto";
import type { At, Doc, Fields, Json, Verdict } from "../types";

interface SentOp { v: number; id: string; n: number; doc: string; base?: number; set?: Fields; resolves?: string[]; why?: string; lost?: string; at?: At }
interface Ask { device: string; epoch?: string; cursor?: string; feeds?: string[]; replaces?: { device: string; through: number }; ops?: SentOp[]; digests?: Record<string, string>; refetch?: string[] }
interface Device { person: string; last: number; through: Map<string, number> }
interface Field { value: Json; seq: number; device: string }

/** What goes wrong with the next request: it never arrives, its answer gets lost, or the server says this. */
export type Fault = "away" | "lost" | { status: number; code: string; index?: number; retryAfter?: number };

export class TestServer {
  epoch = "e1";
  seq = 0;
  /** Operations as they were taken, in order. */
  readonly log: { device: string; n: number; id: string; verdict: string; doc?: string; at?: At | undefined }[] = [];
  readonly devices = new Map<string, Device>();
  readonly docs = new Map<string, Map<string, Field>>();
  readonly revs = new Map<string, number>();
  readonly codes = new Map<string, string>();
  readonly faults: Fault[] = [];
  /** What goes wrong with requests that are no sync, by method and path. */
  readonly faultsAt = new Map<string, Fault[]>();
  /** What is asked here is done, and never answered. */
  readonly deaf = new Set<string>();
  readonly requests: { path: string; body: Ask }[] = [];
  /** An operation whose note is this makes the whole request unreadable. */
  poison = "☠";
  /** A document that the caller may not see. */
  hidden = "";
  page = 500;
  /** Milliseconds that have passed here beyond those that really have. */
  elapsed = 0;
  signedOut = false;
  /** The device was closed from another one: it may only send. */
  closed = false;
  /** How many comparisons of digests there were, and how many months differed. */
  compared = 0;
  differing = 0;
  /** A month that always differs. */
  stubborn: string | undefined;
  /** The oldest version whose clients may write. */
  oldest = 1;
  /** A server from before there were digests. */
  old = false;
  publicKey = "AQID";
  /** Who is told, on which device, by the endpoint. */
  readonly told = new Map<string, { person: string; device: string; lang: string }>();
  #speaks = 1;
  #asked = new Headers();
  /** The browser's sign-ins: a person for each device. */
  #sessions = new Map<string, string>();
  #verdicts = new Map<string, Verdict>();

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = String(input);
    const body = (init?.body ? JSON.parse(String(init.body)) : {}) as Ask & { invitation?: string };
    this.requests.push({ path, body: body as Ask });
    await Promise.resolve();
    const fault = (path === "/api/v1/sync" ? this.faults : this.faultsAt.get(`${init?.method ?? "GET"} ${path}`))?.shift();
    if (fault === "away") throw new TypeError("no network");
    if (typeof fault === "object") return problem(fault.status, fault.code, fault.index, fault.retryAfter);
    this.#asked = new Headers(init?.headers);
    this.#speaks = Number(this.#asked.get("X-Passbok"));
    const answer = this.#route(path, init?.method ?? "GET", body);
    if (fault === "lost" || this.deaf.has(path)) throw new TypeError("the answer got lost");
    return answer;
  };

  /** Someone else sets fields. */
  set(doc: string, fields: Fields, device = "office"): void {
    this.seq++;
    this.#write(doc, fields, device);
  }

  fields(doc: string): Fields {
    return Object.fromEntries([...(this.docs.get(doc) ?? [])].map(([name, f]) => [name, f.value]));
  }

  /** Who the browser is signed in as. */
  get signedIn(): string[] {
    return [...this.#sessions.values()];
  }

  /** The browser comes without its sessions. */
  loseCookie(): void {
    this.#sessions.clear();
  }

  /** Loses everything after a number, as a backup does. */
  restore(upTo: number): void {
    this.epoch += "'";
    const lost = this.log.splice(upTo);
    for (const { id } of lost) this.#verdicts.delete(id);
    for (const [id, device] of this.devices) device.last = Math.max(0, ...this.log.filter((l) => l.device === id).map((l) => l.n));
    for (const { doc } of lost) if (doc && !this.log.some((l) => l.doc === doc)) this.docs.delete(doc);
  }

  #route(path: string, method: string, body: Ask & { invitation?: string; device?: unknown }): Response {
    if (path === "/api/v1/session" && method === "POST") return this.#join(body.invitation ?? "", (body.device as unknown as { id: string }).id);
    if (path === "/api/v1/session" && method === "DELETE") {
      const device = this.#device() ?? "";
      this.#sessions.delete(device);
      for (const [endpoint, told] of this.told) if (told.device === device) this.told.delete(endpoint);
      return new Response(null, { status: 204 });
    }
    if (this.signedOut) return problem(401, "session_unknown");
    if (path === "/api/v1/session/refresh") {
      const device = this.#device();
      if (device === undefined) return problem(401, "session_unknown");
      const moving = body.device as unknown as { id: string } | undefined;
      return this.#grant(200, moving ? this.#move(device, moving.id) : device);
    }
    const token = /^Bearer t-(.+)$/.exec(this.#asked.get("Authorization") ?? "")?.[1];
    const [person = "", device = ""] = token?.split(" ") ?? [];
    if (device === "") return problem(401, "token_missing");
    if (path === "/api/v1/sync") return this.#sync(body, person, device);
    if (path === "/api/v1/push") return json(200, { publicKey: this.publicKey });
    if (path === "/api/v1/push/subscription") {
      const { endpoint, lang } = body as unknown as { endpoint: string; lang: string };
      if (method === "DELETE") this.told.delete(endpoint);
      else this.told.set(endpoint, { person, device, lang });
      return json(200, {});
    }
    return problem(404, "not_found");
  }

  #join(code: string, device: string): Response {
    const person = this.codes.get(code);
    if (person === undefined) return problem(404, "invitation_unknown");
    const known = this.devices.get(device);
    if (known && known.person !== person) return problem(409, "device_taken");
    this.codes.delete(code);
    this.signedOut = this.closed = false;
    this.#sessions.set(device, person);
    if (!known) this.devices.set(device, { person, last: 0, through: new Map() });
    return this.#grant(201, device);
  }

  // The device that the request's sign-in is of.
  #device(): string | undefined {
    const named = this.#asked.get("X-Passbok-Device")?.split(",") ?? [];
    return (named[0] === "any" ? [...this.#sessions.keys()] : named).find((id) => this.#sessions.has(id));
  }

  #move(from: string, to: string): string {
    this.#sessions.set(to, this.#sessions.get(from) ?? "");
    if (to !== from) this.#sessions.delete(from);
    return to;
  }

  // Who is written "anna@book" is of that book; others are of one together.
  #grant(status: number, device: string): Response {
    const person = this.#sessions.get(device) ?? "";
    const expires = new Date(Date.now() + this.elapsed + 600_000).toISOString();
    return json(status, { access: `t-${person} ${device}`, expires, person: { id: person, name: person, role: "assistant", roles: ["assistant"] }, book: person.split("@")[1] ?? "b", device, ...(this.closed ? { sendOnly: true, closed: expires } : {}) });
  }

  #sync(ask: Ask, person: string, session: string): Response {
    if (ask.device !== session) return problem(403, "wrong_device");
    let device = this.devices.get(ask.device);
    if (!device) this.devices.set(ask.device, (device = { person, last: 0, through: new Map() }));
    const stale = ask.epoch !== undefined && ask.epoch !== this.epoch;
    if (ask.replaces && !stale) {
      const { device: old, through } = ask.replaces;
      if ((this.devices.get(old)?.person ?? person) !== person) return problem(409, "device_mismatch", undefined, undefined, "replaces");
      device.through.set(old, through);
    }
    if (this.old && (ask.digests || ask.refetch)) return problem(400, "unknown_field", undefined, undefined, ask.digests ? "digests" : "refetch");
    const ops = stale ? [] : (ask.ops ?? []); // of a request of an earlier epoch nothing is taken
    const bad = ops.findIndex((op) => op.lost === undefined && op.set?.["note"] === this.poison);
    if (bad >= 0) return problem(400, "malformed", bad);
    const verdicts: Verdict[] = [];
    for (const op of ops) {
      if (op.n > device.last + 1) break;
      const before = this.#verdicts.get(op.id);
      if (before) verdicts.push({ ...before, n: op.n, again: true });
      else if (op.n <= device.last) return problem(409, "device_forked");
      else verdicts.push(this.#take(op, ask.device, device));
      device.last = Math.max(device.last, op.n);
    }
    const reset = stale;
    // A cursor: how far; and while months are sent once more, how far that has come, and which.
    const [at, again = at, months] = (reset ? "0" : (ask.cursor ?? "0")).split("|") as [string, string?, string?];
    const anew = ask.refetch ?? months?.split(",");
    const from = anew ? Math.min(Number(at), ask.refetch ? 0 : Number(again)) : Number(at);
    const seen = [...this.revs].filter(([doc]) => this.docs.has(doc) && doc !== this.hidden).sort((a, b) => a[1] - b[1]);
    const changed = seen.filter(([doc, rev]) => rev > from && (rev > Number(at) || anew?.includes(this.#month(doc) ?? "")));
    const docs = changed.slice(0, this.page).map(([doc, rev]): Doc => {
      const month = this.#month(doc);
      return { doc, rev, ...(month === undefined ? {} : { month }), fields: this.fields(doc) };
    });
    const paged = changed.length > this.page;
    const more = paged || (stale && (ask.ops?.length ?? 0) > 0);
    const end = docs.at(-1)?.rev ?? 0;
    const cursor = !paged ? String(this.seq) : anew ? `${Math.max(Number(at), end)}|${end}|${anew}` : String(end);
    const differs = ask.digests && !reset && !more && docs.length === 0 && !anew ? this.#differs(ask.digests, seen) : undefined;
    return json(200, { epoch: this.epoch, cursor, reset, more, now: new Date(Date.now() + this.elapsed).toISOString(), last: device.last, verdicts, docs, gone: [], differs, ...(this.#speaks < this.oldest ? { outdated: true } : {}) });
  }

  // Documents of a month have a field that says so.
  #month(doc: string): string | undefined {
    const month = this.docs.get(doc)?.get("month")?.value;
    return typeof month === "string" ? month : undefined;
  }

  #differs(theirs: Record<string, string>, seen: [string, number][]): string[] {
    const lines = new Map<string, string[]>();
    for (const [doc, rev] of seen) lines.set(this.#month(doc) ?? "", [...(lines.get(this.#month(doc) ?? "") ?? []), `${doc} ${rev}\n`]);
    const ours = new Map([...lines].map(([month, all]) => [month, createHash("sha256").update(all.sort().join("")).digest("hex").slice(0, 16)]));
    const differs = [...new Set([...ours.keys(), ...Object.keys(theirs)])].filter((month) => ours.get(month) !== theirs[month] || month === this.stubborn);
    this.compared++;
    this.differing += differs.length;
    return differs.sort();
  }

  #take(op: SentOp, id: string, device: Device): Verdict {
    this.seq++;
    const follows = !this.docs.has(op.doc) && this.log.some((l) => l.doc === op.doc && l.verdict === "refused");
    const verdict = ((): Verdict["verdict"] => {
      if (op.lost !== undefined || op.set?.["note"] === "refuse" || follows) return "refused";
      const fields = this.docs.get(op.doc);
      const mine = (f: Field): boolean => f.device === id || device.through.has(f.device);
      const clash = Object.keys(op.set ?? {}).some((name) => {
        const f = fields?.get(name);
        return f !== undefined && f.seq > (op.base ?? 0) && !mine(f) && f.value !== op.set?.[name];
      });
      if (clash) return "conflict";
      this.#write(op.doc, op.set ?? {}, id);
      return "applied";
    })();
    const given: Verdict = { id: op.id, n: op.n, seq: this.seq, verdict, ...(follows ? { code: "follows_refused" } : {}) };
    this.#verdicts.set(op.id, given);
    this.log.push({ device: id, n: op.n, id: op.id, verdict, doc: op.doc, at: op.at });
    return given;
  }

  #write(doc: string, fields: Fields, device: string): void {
    const held = this.docs.get(doc) ?? new Map<string, Field>();
    for (const [name, value] of Object.entries(fields)) held.set(name, { value, seq: this.seq, device });
    this.docs.set(doc, held);
    this.revs.set(doc, this.seq);
  }
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

function problem(status: number, code: string, index?: number, retryAfter?: number, field?: string): Response {
  const headers = retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) };
  return new Response(JSON.stringify({ code, status, index, field, message: { sv: code, en: code } }), { status, headers });
}
