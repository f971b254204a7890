import { Button, Cover, Trouble, type Desk } from "../ui";
import { PaperStands } from "./PaperPage";
import { Send } from "./Send";
import type { InvoiceView } from "./view";
import { b } from "./words";

/** How an invoice goes on: by BankID, by hand, or not by whoever looks. */
export function Onward({ desk, view, path, again }: { desk: Desk; view: InvoiceView; path: string; again: () => void }) {
  if (view.invoice.paper) return <PaperStands desk={desk} view={view} again={again} />;
  if (view.mayHandOver !== false) return <Send desk={desk} view={view} again={again} {...(view.mayPaper ? { paper: `${path}/papper` } : {})} />;
  if (!view.mayPaper) return <Trouble icon="info" title={b("send.not")}><p>{b("send.notWhat")}</p></Trouble>;
  return (
    <Cover id="send" title={b("paper.only")}>
      <p>{b("paper.onlyWhat")}</p>
      <Button kind="mark" big wide iconAfter="arrow" href={`${path}/papper`}>{b("paper.title")}</Button>
    </Cover>
  );
}
