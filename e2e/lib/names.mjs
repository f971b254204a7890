// What a screen reader is given, by the browser's own tree of a page: axe reads the page's text, and finds a name where the
// browser computes none.

const wanted = new Set(["link", "button", "checkbox", "radio", "textbox", "searchbox", "combobox", "listbox", "spinbutton", "switch", "slider", "tab", "menuitem", "dialog"]);

/** Everything on a page that can be pressed or filled in, and has no name to be asked for by. @param {import("playwright-core").Page} page */
export async function nameless(page) {
  const protocol = await page.context().newCDPSession(page);
  const { nodes } = await protocol.send("Accessibility.getFullAXTree");
  /** @type {string[]} */
  const found = [];
  for (const { ignored, role, name, backendDOMNodeId } of nodes) {
    if (ignored || !wanted.has(role?.value) || name?.value.trim()) continue;
    const { outerHTML } = await protocol.send("DOM.getOuterHTML", { backendNodeId: backendDOMNodeId });
    found.push(`${role?.value} without a name: ${outerHTML.slice(0, 80)}`);
  }
  await protocol.detach();
  return found;
}
