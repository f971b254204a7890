// What a screen reader says by itself: what changes in the parts of a page that are live, in the order in which it does.

/**
 * Listens from now on.
 * @param {import("playwright-core").Page} page
 */
export async function listenIn(page) {
  await page.evaluate(() => {
    /** @type {string[]} */
    const spoken = (/** @type {any} */ (globalThis).spoken = []);
    /** @type {Map<Element, string>} */
    let before = new Map();
    /** What is to be read in a part, without what is hidden. @param {Element} part */
    const words = (part) => {
      const shown = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
        node instanceof HTMLElement && (node.hidden || node.getAttribute("aria-hidden") === "true") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      let all = "";
      while (shown.nextNode()) if (shown.currentNode instanceof Text) all += `${shown.currentNode.data} `;
      return all.replace(/[ \n]+/g, " ").replace(/^ | $/g, "");
    };
    /** Nothing is heard of what is said to be silent, nor of what lies behind a sheet. @param {Element} part */
    const heard = (part) => ([...document.querySelectorAll("dialog[open]")].at(-1) ?? document).contains(part) && part.getAttribute("aria-live") !== "off";
    const look = () => {
      const now = new Map([...document.querySelectorAll("[role=status], [role=alert], [role=log], [aria-live], output")].map((part) => [part, words(part)]));
      for (const [part, said] of now) if (said !== "" && said !== (before.get(part) ?? "") && heard(part)) spoken.push(said.replace(/\u00a0/g, " ").trim());
      before = now;
    };
    look();
    spoken.length = 0;
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  return {
    /** What has been said since one asked last. @returns {Promise<string[]>} */
    since: () => page.evaluate(() => /** @type {any} */ (globalThis).spoken.splice(0)),
  };
}
