import { useState } from "preact/hooks";
import { text } from "../../core/types";
import { Button, Skeleton, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { spaced } from "./numbers";
import { PaperSheet } from "./PaperSheet";
import { dated } from "./told";
import { p } from "./words";

/** Somebody's number and address. Fetched and shown only when asked for: it is no list to leave open on a screen. */
export function Identity({ desk, toasts, who, name }: { desk: Desk; toasts: Toaster; who: string; name: string }) {
  const [shown, show] = useState(false);
  const [editing, edit] = useState(false);
  const feed = `identity/${who}`;
  const doc = [...desk.docs.value.values()].find((d) => d.kind === "identity" && d.fields["void"] !== true && text(d.fields, "person") === who);
  const known = doc !== undefined || desk.opened.value.has(feed);
  const open = (): void => {
    show(true);
    desk.open(feed);
  };
  const number = doc && (text(doc.fields, "personnummer") || text(doc.fields, "samordningsnummer"));
  const checked = doc && text(doc.fields, "checked");
  return (
    <section class="leaf paper" aria-labelledby="s-identity">
      <header class="paper__head">
        <h2 id="s-identity">{p("section.identity")}</h2>
        {shown ? <Button kind="quiet" icon="close" onClick={() => show(false)}>{p("do.hide")}</Button> : <Button kind="quiet" icon="search" onClick={open}>{p("do.show")}</Button>}
      </header>
      {!shown && <p class="num" aria-hidden="true">••••••••-••••</p>}
      {shown && !known && (desk.online.value ? <Skeleton rows={1} label={p("identity.loading")} /> : <p class="soft">{p("identity.offline")}</p>)}
      {shown && known && (
        <>
          <p class="num"><b>{number ? spaced(number) : p("none.number")}</b></p>
          {doc && text(doc.fields, "address") && <p>{text(doc.fields, "address")}</p>}
          {doc && <p class="soft s">{checked ? p("identity.checked", { day: dated(checked) }) : p("identity.unchecked")}{doc.fields["outside_eea"] === true && <>. {p("identity.abroad")}</>}</p>}
          <Writes><div><Button kind="line" icon="pen" onClick={() => edit(true)}>{doc ? p("do.edit") : p("do.add")}</Button></div></Writes>
        </>
      )}
      {editing && <PaperSheet desk={desk} toasts={toasts} name="identity" title={p("section.identity")} sub={name} doc={doc} ref={`identity/${who}`} given={{ person: who }} onClose={() => edit(false)} />}
    </section>
  );
}
