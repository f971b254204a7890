// axe on what a page shows now. It takes most of the time of a way through many screens; so nothing is looked at twice.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { rest } from "./browser.mjs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"); // half the size of axe.source

/** What is pressed is called what stands on it, so that whoever speaks to the device is understood. axe does not ask by itself. */
const said = { "label-content-name-mismatch": { enabled: true } };

/**
 * axe finds nothing. Of rows that are made alike, down to their classes and styles, it looks at the first: a month has hundreds
 * of them, and what is wrong with one is wrong with all.
 * @param {import("playwright-core").Page} page @param {string} where @param {{contrast?: boolean}} [rules] contrast: false leaves that to contrasts
 */
export async function accessible(page, where, { contrast = true } = {}) {
  const rules = { ...said, ...(contrast ? {} : { "color-contrast": { enabled: false } }) };
  assert.deepEqual(await violations(page, { rules }), [], `axe on ${where}`);
}

/**
 * Every text can be told from what is behind it. Of texts that are made alike and stand in what is made alike, the first is looked
 * at, of all the screens that share what was seen in this theme.
 * @param {import("playwright-core").Page} page @param {string} where @param {Set<string>} seen is added to
 */
export async function contrasts(page, where, seen) {
  const all = await page.evaluateHandle(texts);
  const fresh = (await all.evaluate((first) => [...first.keys()])).filter((made) => seen.size < seen.add(made).size);
  if (fresh.length === 0) return;
  await all.evaluate((first, fresh) => fresh.forEach((made) => first.get(made)?.setAttribute("data-fresh", "")), fresh);
  assert.deepEqual(await violations(page, { runOnly: ["color-contrast"] }, "[data-fresh]"), [], `contrast on ${where}`);
  await page.evaluate(() => document.querySelectorAll("[data-fresh]").forEach((e) => e.removeAttribute("data-fresh")));
}

/** What another size can change: what lies near what, what scrolls, and what is left of names and structure once something is hidden, or shown. */
const reflow = [
  "target-size", "scrollable-region-focusable", "aria-hidden-focus", "nested-interactive", "button-name", "link-name", "label", "role-img-alt", "svg-img-alt", "aria-valid-attr-value",
  "aria-required-children", "aria-required-parent", "td-headers-attr", "th-has-data-cells", "list", "listitem", "definition-list", "heading-order", "page-has-heading-one", "landmark-one-main", "landmark-unique", "region",
];

/** axe finds nothing in what a size can change, where a screen has been looked at by all rules at another one. @param {import("playwright-core").Page} page @param {string} where */
export async function reflowed(page, where) {
  assert.deepEqual(await violations(page, { runOnly: reflow }), [], `axe on ${where}`);
}

/** @param {import("playwright-core").Page} page @param {import("axe-core").RunOptions} rules @param {string} [on] a selector; else the page @returns {Promise<string[]>} */
async function violations(page, rules, on) {
  await rest(page); // a sheet that slides in is half transparent
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  return page.evaluate(async ({ rules, on }) => {
    /** How an element is made, without what it says. @param {Element} e @returns {string} */
    const made = (e) => {
      if (e.getAttribute("aria-hidden") === "true") return "-";
      const marks = [...e.attributes].filter((a) => !/^(id|for|key|href|data-fresh|aria-(label|labelledby|describedby|controls))$/.test(a.name)).map((a) => `${a.name}=${a.value}`);
      return `${e.localName}[${marks.join()}](${[...e.childNodes].map((n) => (n instanceof Element ? made(n) : n.nodeType === Node.TEXT_NODE ? "." : "")).join("")})`;
    };
    const first = new Set();
    const alike = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("tr, li")].filter((e) => {
      const how = `${e.parentElement?.localName}.${e.parentElement?.className} ${made(e)}`;
      return first.size === first.add(how).size && !e.contains(document.activeElement) && !e.querySelector("[data-fresh]");
    }));
    // They are hidden and empty meanwhile: axe would ask after every style of what it passes by, too. They stay where they are, since
    // the page may want to put another one before them.
    const away = alike.map((e) => {
      const within = document.createDocumentFragment();
      within.append(...e.childNodes);
      const shown = e.style.display;
      e.style.display = "none";
      return () => (e.prepend(within), (e.style.display = shown));
    });
    const { run } = /** @type {import("axe-core")} */ (/** @type {any} */ (globalThis).axe);
    // What passes need not be told node by node: on a month of rows that takes most of the time.
    const { violations } = await run(on ?? document, { resultTypes: ["violations"], preload: false, ...rules });
    for (const back of away.reverse()) back();
    return violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(" ")).join("; ")})`);
  }, { rules, on });
}

/**
 * The first of the texts that are made alike: itself and all that it stands in, without what is said. Runs in the page.
 * @returns {Map<string, Element>}
 */
function texts() {
  const names = new Map();
  /** @param {Element} e @returns {string} */
  const path = (e) => {
    const known = names.get(e);
    if (known !== undefined) return known;
    const marks = [...e.attributes].filter((a) => /^(class|style|open|disabled|data-(?!fresh).*|aria-(current|pressed|selected|checked|disabled|expanded|invalid|sort)|type|role)$/.test(a.name)).map((a) => `${a.name}=${a.value}`);
    const name = `${e.parentElement ? path(e.parentElement) : ""}>${e.localName}[${marks.join()}]${e.matches(":checked, :checked + *, :has(> :checked)") ? ":checked" : ""}`;
    names.set(e, name);
    return name;
  };
  const first = new Map();
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim())) continue;
    const made = path(e);
    if (!first.has(made) && e.getClientRects().length > 0) first.set(made, e);
  }
  return first;
}
