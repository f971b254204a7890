// Numbers of people and of organisations, as they are typed, kept and shown. The rules are care's (care/number.go): the check
// digit is over the last ten, with weights 2, 1, 2, 1 …; a samordningsnummer has 60 added to its day. Pure.

/** Why a number cannot be: its length, its check digit, or a date that is none. */
export type NumberTrouble = "length" | "digit" | "date";

/** A number that can be somebody's, twelve digits, and which of the two it is; or what is wrong with it. */
export type PersonNumber = { digits: string; kind: "personnummer" | "samordningsnummer" } | { wrong: NumberTrouble };

/**
 * Reads a number as people write it: 19850709-9805, 850709-9805, 850709+9805 (a hundred or more years old), with or without
 * the sign. Where the century is left out it is the one that makes the person youngest on the date ("2026-11-28").
 */
export function readPerson(typed: string, today: string): PersonNumber {
  const parts = /^(\d{6}|\d{8})([-+]?)(\d{4})$/.exec(typed.replace(/\s/g, ""));
  if (parts === null) return { wrong: "length" };
  const [, front = "", sign = "", last = ""] = parts;
  const ten = front.slice(-6) + last;
  if (!holds(ten)) return { wrong: "digit" };
  const day = Number(ten.slice(4, 6));
  const added = day > 60 ? 60 : 0;
  const rest = ten.slice(2, 4) + String(day - added).padStart(2, "0");
  let year = Number(front.slice(0, 4));
  if (front.length === 6) {
    year = Math.floor(Number(today.slice(0, 4)) / 100) * 100 + Number(ten.slice(0, 2));
    if (`${year}${rest}` > today.replaceAll("-", "")) year -= 100;
    if (sign === "+") year -= 100;
  }
  if (year < 1880 || !exists(year, Number(rest.slice(0, 2)), day - added)) return { wrong: "date" };
  return { digits: `${year}${ten.slice(2)}`, kind: added > 0 ? "samordningsnummer" : "personnummer" };
}

/** An organisationsnummer as people write it, ten digits; or what is wrong with it. */
export function readOrganisation(typed: string): { digits: string } | { wrong: NumberTrouble } {
  const digits = typed.replace(/[\s-]/g, "");
  if (!/^\d{10}$/.test(digits)) return { wrong: "length" };
  return holds(digits) ? { digits } : { wrong: "digit" };
}

/** Twelve digits as 19850709-9805, ten as 556000-0001. */
export function spaced(digits: string): string {
  return /^(\d{10}|\d{12})$/.test(digits) ? `${digits.slice(0, -4)}-${digits.slice(-4)}` : digits;
}

function holds(ten: string): boolean {
  let sum = 0;
  [...ten].forEach((digit, i) => {
    const product = Number(digit) * (2 - (i % 2));
    sum += Math.floor(product / 10) + (product % 10);
  });
  return sum % 10 === 0;
}

function exists(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return day > 0 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}
