import { expect, test, vi } from "vitest";
import { ask, once, Problem, Unreachable, type Said } from "./api";
import { perhaps } from "./perhaps";

const says = (...texts: string[]): typeof fetch => () => Promise.resolve(new Response(texts.shift()));

test("an answer that says the same is the same thing, and one that says something else is not", async () => {
  const said: Said = {};
  const fetch = says('{"n":1}', '{"n":1}', '{"n":2}', "not ours", '{"n":2}', "");
  const next = () => ask(fetch, "GET", "/", { said });
  const one = await next();
  expect(await next()).toBe(one);
  const two = await next();
  expect(two).toEqual({ n: 2 });
  await expect(next()).rejects.toThrow(Unreachable);
  expect(await next()).toBe(two);
  expect(await next()).toBeUndefined();
});

test("who compares with nothing reads each anew", async () => {
  const fetch = says("[]", "[]");
  expect(await ask(fetch, "GET", "/")).not.toBe(await ask(fetch, "GET", "/"));
});

test("an id stays while the same is tried again, until somebody has said yes or no", () => {
  let n = 0;
  const tried = once(() => `id-${++n}`);
  const ids = [tried.id("lock")];
  for (const neither of [new Unreachable(), new Problem(503, "archive_unavailable", undefined), new Problem(500, "internal", undefined), new Problem(429, "too_many_requests", undefined)]) {
    tried.went(neither);
    ids.push(tried.id("lock"));
  }
  expect(ids).toEqual(["id-1", "id-1", "id-1", "id-1", "id-1"]);
  expect(tried.id("open")).toBe("id-2");
  tried.went(new Problem(409, "changed", undefined));
  expect(tried.id("open")).toBe("id-3");
  tried.went();
  expect(tried.id("open")).toBe("id-4");
});

test("a lost answer, and a server that fails, leave open whether it was done", () => {
  const lost = new Unreachable();
  lost.came = "lost";
  expect([lost, new Problem(503, "timeout", undefined), new Problem(500, "internal", undefined)].map(perhaps)).toEqual([true, true, true]);
  expect([new Unreachable(), new Problem(409, "changed", undefined), new Problem(429, "busy", undefined), undefined].map(perhaps)).toEqual([false, false, false, false]);
});

test("a line that falls silent is not waited for for ever; a file, and what has an end of its own, are", async () => {
  vi.useFakeTimers();
  try {
    const silent: typeof fetch = (_, init) => new Promise((_, fail) => {
      const over = (): void => fail(new DOMException("", "AbortError"));
      if (init?.signal?.aborted) over();
      init?.signal?.addEventListener("abort", over);
    });
    const ended: string[] = [];
    const wait = (name: string, how: Parameters<typeof ask>[3]) => void ask(silent, "POST", "/", how).catch((e: unknown) => ended.push(`${name}: ${e instanceof Unreachable}`));
    wait("short", { body: "" });
    wait("long", { body: "x".repeat(30_000) });
    wait("picture", { body: new Blob(["x".repeat(60_000)]) });
    wait("file", { file: true });
    wait("poll", { signal: new AbortController().signal, waits: true });
    wait("page", { signal: new AbortController().signal });
    const [left, over] = [new AbortController(), new AbortController()];
    wait("left", { signal: left.signal, waits: true });
    over.abort();
    wait("over", { signal: over.signal });
    await vi.advanceTimersByTimeAsync(39_999);
    expect(ended.splice(0)).toEqual(["over: true"]);
    left.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(ended.splice(0)).toEqual(["left: true"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ended.splice(0)).toEqual(["short: true", "page: true"]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ended.splice(0)).toEqual(["long: true"]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(ended).toEqual(["picture: true"]);
  } finally {
    vi.useRealTimers();
  }
});
