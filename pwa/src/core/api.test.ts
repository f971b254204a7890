import { expect, test } from "vitest";
import { ask, Unreachable, type Said } from "./api";

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
