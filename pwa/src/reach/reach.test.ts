import fc from "fast-check";
import { expect, test } from "vitest";
import { isMail, readMobile, spacedMobile } from "./addresses";
import { keyOf, wayKeys, waysOf } from "./ways";

// The same examples as in care/reached_test.go.
test("addresses of mail", () => {
  for (const fine of ["alva@example.se", "a.b+c_d@mail.example.co", "o'brien@example.se", "A@EXAMPLE.SE"]) expect(isMail(fine), fine).toBe(true);
  for (const bad of ["", "alva", "alva@", "@example.se", "alva@example", "alva@@example.se", "al va@example.se", "Alva <alva@example.se>", "alva@example.se, bo@example.se", ".alva@example.se", "al..va@example.se", "alva@-example.se", "alva@example.se.", "åsa@example.se", "alva@exämple.se"]) expect(isMail(bad), bad).toBe(false);
});

test("numbers of mobiles, as they are typed", () => {
  for (const typed of ["070-174 06 05", "0701740605", "+46 70 174 06 05", "+46 (0)70-174 06 05", "0046701740605", "(070) 174 06 05", "070\u00a0174\u00a006\u00a005"]) expect(readMobile(typed), typed).toBe("+46701740605");
  expect(readMobile("+47 900 12 345")).toBe("+4790012345");
  for (const bad of ["", "070", "08-123 45 67", "+4681234567", "070-174 06 05 1", "46701740605", "+0701740605", "070x1740605", "++46701740605", "+1234567"]) expect(readMobile(bad), bad).toBeUndefined();
});

test("a number that is shown is read as the same", () => {
  fc.assert(fc.property(fc.integer({ min: 700_000_000, max: 799_999_999 }), (n) => {
    expect(readMobile(spacedMobile(`+46${n}`))).toBe(`+46${n}`);
  }));
  expect(spacedMobile("+46701740605")).toBe("070-174 06 05");
  expect(spacedMobile("+4790012345")).toBe("+4790012345");
});

test("a choice and its list are the same", () => {
  for (const key of wayKeys) expect(keyOf(waysOf(key))).toBe(key);
  expect(waysOf("never")).toEqual([]);
  expect(keyOf(undefined)).toBe("mail_sms");
  expect(keyOf([])).toBe("never");
});
