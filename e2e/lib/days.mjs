// Days as Stockholm has them, whatever the machine's zone.

/** @param {number} [ago] how many days back @returns {string} YYYY-MM-DD */
export function day(ago = 0) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date(Date.now() - ago * 86_400_000));
}

/** What the clock shows: HH:MM. */
export const now = () => new Date().toLocaleTimeString("sv-SE", { timeZone: "Europe/Stockholm", hour: "2-digit", minute: "2-digit" });

/** An instant as rows say it, so many minutes from now: YYYY-MM-DDTHH:MM±HH:MM. @param {number} minutes */
export function minute(minutes) {
  const at = new Date(Date.now() + minutes * 60_000);
  const [date, clock = ""] = at.toLocaleString("sv-SE", { timeZone: "Europe/Stockholm" }).split(" ");
  const zone = new Intl.DateTimeFormat("en", { timeZone: "Europe/Stockholm", timeZoneName: "longOffset" }).format(at).split("GMT")[1];
  return `${date}T${clock.slice(0, 5)}${zone}`;
}

/** The ISO week of a date, as addresses name it: 2026-W49. @param {string} date */
export function weekOf(date) {
  const thursday = new Date(`${date}T12:00:00Z`);
  thursday.setUTCDate(thursday.getUTCDate() - ((thursday.getUTCDay() + 6) % 7) + 3);
  const n = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * 86_400_000)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(n).padStart(2, "0")}`;
}

/** A day as people say it: måndag 30 november. @param {string} date */
export const spoken = (date) => new Intl.DateTimeFormat("sv-SE", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`));
