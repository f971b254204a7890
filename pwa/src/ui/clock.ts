// Reading a time as people type it.

/**
 * Minutes after midnight from 22.10, 22:10, 2210, 7.5 (07.05) or 7; undefined where it is no time.
 * 24.00 is the end of the day.
 */
export function readClock(typed: string): number | undefined {
  const text = typed.trim();
  const parted = /^(\d{1,2})[.:, ](\d{1,2})$/.exec(text);
  const whole = /^(\d{1,2})$/.exec(text);
  const run = /^(\d{1,2})(\d{2})$/.exec(text);
  const found = parted ?? run ?? whole;
  if (found === null) return undefined;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return undefined;
  return hour * 60 + minute;
}
