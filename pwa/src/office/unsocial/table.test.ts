import { expect, test } from "vitest";
import { blank, linesOf, over, raised, read, tablesOf, withTable, type Line, type Rule } from "./table";

const line: Line = { ...blank(1), name: " Kväll ", code: "OB1", days: ["fri", "mon"], begins: "19", ends: "22.30" };
const rule: Rule = { begins: "19.00", code: "OB1", days: ["mon", "fri"], ends: "22.30", kinds: ["active"], name: "Kväll" };

test("what is written is read, and comes back into the form", () => {
  const checked = read("2026-01-01", [line, { ...line, key: 2, name: "", dates: "2026-12-31, 2026-12-24", ends: "24" }], [], ["ARB"]);
  const more: Rule = { begins: "19.00", code: "OB1", days: ["mon", "fri", "2026-12-24", "2026-12-31"], ends: "24.00", kinds: ["active"] };
  expect(checked).toEqual({ table: { from: "2026-01-01", rules: [rule, more] } });
  const again = read("2026-01-01", linesOf([rule, more]), [], []);
  expect(again).toEqual(checked);
  expect(read("2026-01-01", [], [], [])).toEqual({ table: { from: "2026-01-01", rules: [] } }); // from then on there is none
});

test.each<[string, Partial<Line>, object]>([
  ["no code", { code: "" }, { code: "code" }],
  ["a code with a blank", { code: "OB 1" }, { code: "code" }],
  ["the code of work", { code: "ARB" }, { code: "codeTaken" }],
  ["no day", { days: [] }, { days: "days" }],
  ["no date of the calendar", { dates: "2026-02-30" }, { dates: "dates" }],
  ["a date twice", { dates: "2026-02-20 2026-02-20" }, { dates: "dates" }],
  ["over midnight", { begins: "22", ends: "06" }, { ends: "order" }],
  ["no clock", { begins: "kväll", ends: "25" }, { begins: "clock", ends: "clock" }],
  ["from the end of the day", { begins: "24.00", ends: "24.00" }, { begins: "clock", ends: "order" }],
  ["no kind", { kinds: [] }, { kinds: "kinds" }],
])("%s is said beside its field", (_, change, wrong) => {
  expect(read("2026-01-01", [line, { ...line, key: 7, ...change }], [], ["ARB"])).toEqual({ from: undefined, lines: new Map([[7, wrong]]) });
});

test("two tables do not begin on one day", () => {
  expect(read("2026-01-01", [], ["2026-01-01"], [])).toEqual({ from: "dateTwice", lines: new Map() });
  expect(read("1 januari", [], [], [])).toEqual({ from: "date", lines: new Map() });
});

test("a table is put in its place, also where its day is changed", () => {
  const [old, next] = [{ from: "2025-01-01", rules: [] }, { from: "2026-01-01", rules: [] }];
  expect(withTable([next], old, "").map((t) => t.from)).toEqual(["2025-01-01", "2026-01-01"]);
  expect(withTable([old, next], { from: "2026-02-01", rules: [rule] }, "2026-01-01")).toEqual([old, { from: "2026-02-01", rules: [rule] }]);
  expect(tablesOf(undefined)).toEqual([]);
});

test("a line is raised, but the first", () => {
  const lines = [1, 2, 3].map(blank);
  expect(raised(lines, 3).map((l) => l.key)).toEqual([1, 3, 2]);
  expect(raised(lines, 1).map((l) => l.key)).toEqual([1, 2, 3]);
});

test("what a provider's document does not hold is said before it is saved", () => {
  const dates = Array.from({ length: 60 }, (_, i) => `20${10 + Math.floor(i / 28)}-01-${String((i % 28) + 1).padStart(2, "0")}`);
  const table = (i: number, rules: readonly Rule[]) => ({ from: `20${10 + i}-01-01`, rules });
  const many = (n: number, of: Rule): Rule[] => Array.from({ length: n }, () => of);
  expect(over(Array.from({ length: 20 }, (_, i) => table(i, [rule])))).toBeUndefined();
  expect(over(Array.from({ length: 21 }, (_, i) => table(i, [rule])))).toBe("tables");
  expect(over([table(0, many(40, rule))])).toBeUndefined();
  expect(over([table(0, many(41, rule))])).toBe("rules");
  expect(over([table(0, many(40, { ...rule, days: dates }))])).toBe("size");
  const checked = read("2026-01-01", [{ ...line, days: ["mon"], dates: dates.join(" ") }], [], []);
  expect("lines" in checked && checked.lines.get(1)).toEqual({ dates: "many" });
});
