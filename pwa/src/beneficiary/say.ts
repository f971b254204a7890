// What stands on a page, as one says it: which of it, in which sentences, with short forms spelled out.

import { t } from "../i18n";
import { b } from "./words";

/** The part of a page's nodes that is read. */
export interface Written {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<Written>;
  matches?(selector: string): boolean;
}

/** What is pressed, drawn or written into is not read; nor what says so itself. */
const silent = "button, nav, .btn, input, textarea, select, svg, legend.vh, [aria-hidden=true], [hidden], [data-silent], details:not([open]) > :not(summary)";

/** What stands on lines of its own is a sentence of its own. */
const lines = new Set(["ADDRESS", "ARTICLE", "DIV", "DL", "H1", "H2", "H3", "H4", "LI", "OL", "P", "SECTION", "TABLE", "TR", "UL", "LEGEND", "LABEL"]);

/** The sentences of a part of a page, in order. */
export function spokenIn(root: Written): string[] {
  const said: string[] = [];
  let line = "";
  const end = (): void => {
    const text = sayable(line);
    if (/[\p{L}\d]/u.test(text)) said.push(...sentences(text));
    line = "";
  };
  const walk = (node: Written): void => {
    if (node.nodeType === 3) line += node.nodeValue ?? "";
    if (node.nodeType !== 1 || node.matches?.(silent)) return;
    const own = lines.has(node.nodeName);
    if (own) end();
    for (const child of node.childNodes) walk(child);
    line += " ";
    if (own) end();
  };
  walk(root);
  end();
  return said;
}

/** A text without soft hyphens, with hours, minutes, clock times and kronor spelled out. */
export function sayable(text: string): string {
  return text
    .replace(/\u00ad/g, "")
    .replace(/(\d)[\u00a0,](?=\d{3})/g, "$1")
    .replace(/(\d{2})[.:](\d{2})–(\d{2})[.:](\d{2})/g, `$1:$2 ${b("aloud.until")} $3:$4`)
    .replace(/\b(\d{2})\.(\d{2})\b/g, "$1:$2")
    .replace(/(\d+) h\b/g, (_, n: string) => t("unit.hours", { n: Number(n) }))
    .replace(/(\d+) min\b/g, (_, n: string) => t("unit.minutes", { n: Number(n) }))
    .replace(/(\d) kr\b/g, "$1 kronor")
    .replace(/\s+/g, " ")
    .trim();
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.?])\s+(?=\p{Lu}|\d)/u).filter((one) => one !== "");
}
