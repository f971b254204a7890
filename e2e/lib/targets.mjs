// How large what is pressed is, for hands that shake.

/**
 * Everything on a page (or on the sheet over it) that is smaller than 48 px either way. A row of a ledger whose button spreads
 * over it is as large as the row.
 * @param {import("playwright-core").Page} page
 */
export function small(page) {
  return page.evaluate(() => {
    const on = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    /** @param {Element} e */
    const size = (e) => {
      const { width, height } = (e.closest("label") ?? e).getBoundingClientRect();
      const over = getComputedStyle(e, "::after");
      return over.position === "absolute" && over.content !== "none" ? [Math.max(width, Number.parseFloat(over.width) || 0), Math.max(height, Number.parseFloat(over.height) || 0)] : [width, height];
    };
    return [...on.querySelectorAll("a[href], button, input, select, textarea, summary")]
      .filter((e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !e.matches(".skip"))
      .filter((e) => size(e).some((px) => px > 0 && px < 47.5))
      .map((e) => `is small (${size(e).map(Math.round).join("×")}): ${e.localName}.${e.className} “${(e.getAttribute("aria-label") ?? e.textContent ?? "").trim().slice(0, 30)}”`);
  });
}
