// The hand-over: the person's own browser posts the invoice to Försäkringskassan's service; or our server has, and the browser goes on there.

import { Problem } from "../core/api";
import { perhaps } from "../core/perhaps";

/** What the server answers: with "post" a form, where it goes and what is in it; with "get" a page to go to. */
export interface HandOver {
  action: string;
  method: "post" | "get";
  fields: readonly { name: string; value: string }[];
}

/**
 * What can be said of an invoice that was not handed over. "unsure": Försäkringskassan may have it, since it goes there before it is
 * noted here. "unsent": nothing was sent. "told": the server's own sentence, or that there is no network, says what is safe.
 * doubt: an earlier try was unsure, and a no to a later one takes no doubt away.
 */
export function standing(failed: unknown, doubt = false): "unsure" | "unsent" | "told" {
  if (!(failed instanceof Problem)) return perhaps(failed) ? "unsure" : "told";
  if (failed.code === "erak_shut") return "told";
  if (perhaps(failed)) return "unsure";
  return doubt || failed.code.startsWith("erak_") || failed.code === "invoice_held" ? "told" : "unsent";
}

/** Builds the form that carries an invoice over. Every field is hidden: the person has just read it all. */
export function form(document: Document, { action, fields }: HandOver): HTMLFormElement {
  const built = document.createElement("form");
  built.method = "post";
  built.action = action;
  built.acceptCharset = "utf-8";
  built.hidden = true;
  for (const { name, value } of fields) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    built.append(input);
  }
  return built;
}

/** Leaves this page for Försäkringskassan's, carrying the invoice where our server has not. */
export function leave(document: Document, over: HandOver): void {
  if (over.method === "get") {
    document.location.assign(over.action);
    return;
  }
  const built = form(document, over);
  document.body.append(built);
  // Not built.submit: a field named "submit" would stand in its place.
  HTMLFormElement.prototype.submit.call(built);
}
