import { expect, test } from "vitest";
import { Problem, Unreachable } from "../../core/api";
import { standsAfter, vacancies } from "./leaving";

test("vacant plans by customer, whose first comes first", () => {
  const [a, b] = [{ id: "a", name: "Alva" }, { id: "b", name: "Bo" }];
  const plan = (beneficiary: typeof a, day: string) => ({ beneficiary, start: `2026-12-${day}T08:00:00+01:00`, end: `2026-12-${day}T16:00:00+01:00` });
  expect(vacancies([plan(a, "09"), plan(b, "04"), plan(a, "03"), plan(a, "11")])).toEqual([
    { at: a, n: 3, first: "2026-12-03T08:00:00+01:00" }, { at: b, n: 1, first: "2026-12-04T08:00:00+01:00" },
  ]);
  expect(vacancies([])).toEqual([]);
});

test("what is known of an end that was not answered as done", () => {
  const told = (code: string) => standsAfter(new Problem(503, code, undefined));
  expect([told("leave_links"), told("leave_rest"), told("archive_unavailable"), standsAfter(new Unreachable())]).toEqual(["papers", "begun", "unknown", "unknown"]);
});
