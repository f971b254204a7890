// The hand-over: the person's own browser posts the invoice to Försäkringskassan's service; or our server has, and the browser goes on there.

/** What the server answers: with "post" a form, where it goes and what is in it; with "get" a page to go to. */
export interface HandOver {
  action: string;
  method: "post" | "get";
  fields: readonly { name: string; value: string }[];
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
