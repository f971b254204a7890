import { expect, test } from "vitest";
import { Problem, Unreachable } from "../core/api";
import { giver } from "./giving";
import { opener } from "./many/back";

function server(answers: (Error | undefined)[]) {
  const got: string[] = [];
  let n = 0;
  let hash = 0;
  return {
    got,
    newId: () => `id-${++n}`,
    get: () => Promise.resolve({ hash: `h${++hash}` }),
    post: (path: string, body: unknown) => {
      const { id, saw } = body as { id: string; saw: string };
      got.push(`${path} ${id} ${saw}`);
      const failed = answers.shift();
      return failed ? Promise.reject(failed) : Promise.resolve("done");
    },
  };
}

const lost = (): Error => Object.assign(new Unreachable(), { came: "once" as const });

test("a command whose answer was lost is the same when it is tried again, whatever was given in between", async () => {
  const desk = server([lost(), undefined, undefined, undefined, new Problem(409, "changed", undefined)]);
  const give = giver(desk);
  await expect(give("a", { saw: "h" })).rejects.toThrow();
  expect(await give("b", { saw: "h" })).toEqual({ id: "id-2", answer: "done" });
  expect(await give("a", { saw: "h" })).toEqual({ id: "id-1", answer: "done" });
  expect((await give("a", { saw: "h" })).id).toBe("id-3"); // it was done: once more is something new
  await expect(give("a", { saw: "i" })).rejects.toThrow();
  expect((await give("a", { saw: "i" })).id).toBe("id-5"); // it was refused
  expect(desk.got).toHaveLength(6);
});

test("months are opened again as they were seen, where that may have been done; and looked at anew where it was refused", async () => {
  const desk = server([lost(), new Problem(409, "changed", undefined), undefined]);
  const open = opener(desk, "2026-10", "why");
  const rows = ["alva", "bo", "cia"].map((id) => ({ customer: { id } }));
  const left = await open(rows);
  expect(left).toEqual(rows.slice(0, 2));
  expect(await open(left)).toEqual([]);
  const at = (who: string): string => `/api/v1/months/${who}/2026-10/reopen`;
  expect(desk.got).toEqual([`${at("alva")} id-1 h1`, `${at("bo")} id-2 h2`, `${at("cia")} id-3 h3`, `${at("alva")} id-1 h1`, `${at("bo")} id-4 h4`]);
});
