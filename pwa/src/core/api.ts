// One way to the server: JSON both ways, errors as types.

import type { Sentence } from "./types";

/** The server answered that it will not: a stable code, and a sentence for people. */
export class Problem extends Error {
  override name = "Problem";

  constructor(
    readonly status: number,
    readonly code: string,
    readonly sentence: Sentence | undefined,
    readonly field?: string,
    readonly detail?: unknown,
    readonly index?: number,
    /** Seconds to wait before asking again. */
    readonly retryAfter?: number,
  ) {
    super(code);
  }
}

/** The server could not be reached: no network, or nobody answers. */
export class Unreachable extends Error {
  override name = "Unreachable";
  /**
   * What is known then. "offline": nothing was to change, or nothing went out. "lost": it may have been done, and only the answer
   * is missing. "once": that, and asking again does not do it twice.
   */
  came: "offline" | "lost" | "once" = "offline";
}

/** Whether the server said no. A crowd, or a server that fails, said neither that nor yes. */
export function refused(failed: unknown): boolean {
  return failed instanceof Problem && failed.status < 500 && failed.status !== 429;
}

/** The id of what is asked for: the same while the same is tried again, since a lost answer must not do it twice. */
export function once(fresh: () => string) {
  let last = "";
  let id = "";
  return {
    /** The id for what is asked now. */
    id(what: string): string {
      if (last !== what) id = fresh();
      last = what;
      return id;
    },
    /** How it went: whoever was told yes or no is done with it. */
    went(failed?: unknown): void {
      if (!failed || refused(failed)) last = "";
    },
  };
}

/**
 * The version of the protocol that this app speaks (docs/protocol.md, "Versions"). A server may find it too old to write
 * anything new; what is written already is always taken.
 */
export const protocol = 1;

/** What is asked besides the method and the path. */
export interface Ask extends How {
  /** A Blob goes as it is, with its own type; a text is JSON already. */
  readonly body?: unknown;
  /** The access token. */
  readonly token?: string;
  /** The ids that the device may be known by, with commas between; "any": whatever sign-in the browser has. */
  readonly device?: string;
}

/** How it is asked. */
export interface How {
  readonly signal?: AbortSignal | undefined;
  /** The server answers when there is something to say: it is waited for until signal ends it. */
  readonly waits?: boolean | undefined;
  /** The answer is a file, and not JSON. It takes as long as it takes. */
  readonly file?: boolean | undefined;
  /** What was answered before: an answer that says the same is the same thing, and is not read anew. What is answered now is noted in it. */
  readonly said?: Said | undefined;
}

/** An answer as it came, and as it was read. */
export interface Said {
  text?: string;
  value?: unknown;
}

/**
 * Milliseconds until nobody is waited for any more, and one for each byte sent: a line that fell silent may never say so.
 * The server has given up by then (workLife in server/server.go).
 */
const patience = 40_000;

/** Asks once. Throws Problem or Unreachable; an answer without a body is undefined, and a file is a Blob. */
export async function ask(fetch: typeof globalThis.fetch, method: string, path: string, { body, token, device, signal, waits, file, said = {} }: Ask = {}): Promise<unknown> {
  const headers: Record<string, string> = { Accept: "application/json", "X-Passbok": `${protocol}` };
  if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
  if (device) headers["X-Passbok-Device"] = device;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end);
  const init: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store", signal: ended.signal };
  if (body instanceof Blob) init.body = body;
  else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = typeof body === "string" ? body : JSON.stringify(body);
  }
  let response: Response;
  let answer: string;
  const sent = init.body as string | Blob | undefined;
  const timer = waits || file ? undefined : setTimeout(end, patience + (typeof sent === "string" ? sent.length : sent?.size ?? 0));
  try {
    response = await fetch(path, init);
    if (file && response.ok) return await response.blob();
    answer = await response.text();
  } catch (cause) {
    throw new Unreachable(`${method} ${path}`, { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
  if (!response.ok) throw problemOf(response, answer);
  if (said.text !== answer) {
    said.value = answer === "" ? undefined : parse(answer);
    said.text = answer;
  }
  return said.value;
}

// A captive portal answers 200 with a page of its own: that is not our server.
function parse(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch (cause) {
    throw new Unreachable("no JSON", { cause });
  }
}

interface Details {
  readonly code?: string;
  readonly message?: Sentence;
  readonly field?: string;
  readonly detail?: unknown;
  readonly index?: number;
}

function problemOf(response: Response, answer: string): Problem | Unreachable {
  let details: Details;
  try {
    details = JSON.parse(answer) as Details;
  } catch {
    details = {};
  }
  if (details.code === undefined && response.status >= 502) return new Unreachable(`status ${response.status}`);
  const wait = Number(response.headers.get("Retry-After"));
  return new Problem(
    response.status, details.code ?? `http_${response.status}`, details.message, details.field, details.detail, details.index,
    Number.isFinite(wait) && wait > 0 ? wait : undefined,
  );
}
