// Days as Stockholm has them, whatever the machine's zone.

/** @param {number} [ago] how many days back @returns {string} YYYY-MM-DD */
export function day(ago = 0) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date(Date.now() - ago * 86_400_000));
}
