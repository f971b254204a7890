// What has happened to a row or a plan, in words. Pure.

import { t } from "../../i18n";
import { inWords, type Entry } from "../../ui/story";
import { p } from "./words";

/** An entry as sentences; of a plan also whether it is published, and to whom an offer or an exchange gave it. */
export function inPlain(entry: Entry, names: (id: string) => string): string[] {
  const changes = entry.changes ?? [];
  const to = (field: string): unknown => changes.find((c) => c.field === field)?.to;
  if (entry.name === "offer.given") return [p("history.given", { name: names(String(to("assistant"))) })];
  if (entry.name === "exchange.settled") return [p("history.exchanged", { name: names(String(to("assistant"))) })];
  const rest = changes.filter((c) => c.field !== "draft");
  const vacant = rest.some((c) => c.field === "start" && !c.from) && !rest.some((c) => c.field === "assistant");
  const told = rest.length === 0 && changes.length > 0 ? [] : inWords({ ...entry, changes: vacant ? [...rest, { field: "assistant" }] : rest }, names);
  if (changes.length > rest.length) told.push(p(to("draft") !== true ? "history.published" : vacant || to("start") !== undefined ? "history.asDraft" : "history.drafted", { who: entry.person ? names(entry.person) : t("app.name") }));
  return told;
}
