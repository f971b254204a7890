// What a keyboard, and a switch that steps on, can reach on a page.

/**
 * Waits until the effects of what is drawn have run: that a key is listened to with what is chosen now, that the focus has moved. Preact
 * runs them from a timer after the next frame, later than a text can be seen; and of two such timers the first that was asked for comes first.
 * @param {import("playwright-core").Page} page
 */
export function heeded(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

/**
 * Everything that can be pressed or filled in takes the focus, shows that it has it, and is not covered then; what is wrong with it
 * otherwise. Of a list or a table the first three and the last are tried: the others are made alike.
 * @param {import("playwright-core").Page} page
 */
export async function keyed(page) {
  await page.keyboard.press("Shift"); // whoever has touched a key is shown where the focus is
  return page.evaluate(() => {
    const before = document.activeElement;
    const on = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    const said = (/** @type {Element} */ e) => `${e.localName}.${e.getAttribute("class") ?? ""} “${(e.getAttribute("aria-label") ?? e.textContent ?? "").trim().slice(0, 30)}”`;
    const between = (/** @type {Element} */ e) => {
      const row = e.closest("li, tr");
      const all = row?.parentElement ? [...row.parentElement.children] : [];
      return row !== null && all.indexOf(row) > 2 && row !== all.at(-1);
    };
    const wanted = [...on.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button], [role=link]")].filter((e) =>
      e.getClientRects().length > 0 && e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && !e.matches(":disabled") && e.closest("[inert]") === null && !between(e));
    /** @type {string[]} */
    const found = [];
    for (const e of /** @type {HTMLElement[]} */ (wanted)) {
      e.focus();
      if (document.activeElement !== e) {
        found.push(`takes no focus: ${said(e)}`);
        continue;
      }
      // One of several that arrows go through may be no stop of Tab; alone it must be.
      if (e.tabIndex < 0 && e.closest("[role=grid], [role=tablist], [role=toolbar], [role=listbox], [role=menu]") === null) found.push(`is passed by: ${said(e)}`);
      const face = e.closest("label") ?? e;
      const lit = [e, e.nextElementSibling, face].some((one) => {
        const { outlineStyle, outlineWidth, boxShadow } = one ? getComputedStyle(one) : { outlineStyle: "none", outlineWidth: "0", boxShadow: "none" };
        return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || (one !== e && boxShadow !== "none");
      });
      if (!lit) found.push(`does not show its focus: ${said(e)}`);
      const { left, top, width, height } = face.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const there = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight ? document.elementFromPoint(x, y) : null;
      if (height < innerHeight && (there === null || !(face.contains(there) || there.contains(face)))) found.push(`is hidden while it has the focus: ${said(e)}${there ? ` by ${said(there)}` : ""}`);
    }
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    scrollTo(0, 0);
    return found;
  });
}
