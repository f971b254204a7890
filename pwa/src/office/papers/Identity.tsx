import { useState } from "preact/hooks";
import { there } from "../../core/there";
import { text } from "../../core/types";
import { Button, Skeleton, State, Writes, type Toaster } from "../../ui";
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
  const all = [...desk.docs.value.values()].filter((d) => d.kind === "identity" && text(d.fields, "person") === who);
  // One that was removed is written again under its name, and has to be known for that: else it stays removed.
  const row = all.find((d) => d.fields["void"] !== true && there(d)) ?? all.find((d) => d.fields["void"] !== true) ?? desk.docs.value.get(feed);
  const doc = row?.fields["void"] === true ? undefined : row;
  const known = row !== undefined || desk.opened.value.has(feed);
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
          {doc?.refused && <State tone="alarm" icon="alarm">{p("refused")}</State>}
          <Writes><div><Button kind="line" icon="pen" onClick={() => edit(true)}>{doc ? p("do.edit") : p("do.add")}</Button></div></Writes>
        </>
      )}
      {editing && <PaperSheet desk={desk} toasts={toasts} name="identity" title={p("section.identity")} sub={name} doc={row} ref={feed} given={{ person: who }} onClose={() => edit(false)} />}
    </section>
  );
}
