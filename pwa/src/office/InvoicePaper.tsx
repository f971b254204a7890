// The invoice on paper: who wants it so, printed, signed by hand, posted or handed in; with pictures of what was signed.

import { useState } from "preact/hooks";
import { format } from "../i18n";
import { ScanFile } from "../prints/ScanFile";
import { Button, Choices, Icon, Notice, TextField, Writes, type Toaster } from "../ui";
import { sentence } from "../ui/sentence";
import { useAsked } from "../ui/asking";
import type { Desk } from "../ui/desk";
import { useGiving } from "./commands";
import { Prints } from "./Prints";
import { ChooseScans, type Chosen } from "./Scans";
import { paperSteps, type InvoiceStatus, type Named } from "./types";
import { o } from "./words";

/** As much of an invoice as its paper needs. */
interface Invoice {
  hash: string;
  invoice: InvoiceStatus;
  signers: readonly Named[];
  mayPaper: boolean;
}

// The steps that take what was chosen of the paper along.
const takesScans: ReadonlySet<string> = new Set(["signed", "sent", "scanned"]);

/** The leaf of a customer's month: prints, and the steps of the paper way. */
export function InvoicePaper({ desk, beneficiary, month, toaster }: { desk: Desk; beneficiary: string; month: string; toaster: Toaster }) {
  const path = `/api/v1/invoices/${beneficiary}/${month}`;
  const asked = useAsked<Invoice>(desk, path, 15_000);
  const { busy, refusal, give } = useGiving(desk, asked.again, toaster);
  const [files, choose] = useState<readonly Chosen[]>([]);
  const view = asked.value;
  const chosen = files.filter((one) => !view?.invoice.scans?.some((kept) => kept.hash === one.hash)); // until the server has them
  const act = (step: string, more: Record<string, unknown>): void => {
    void give(`${path}/paper/${step}`, { saw: view?.hash ?? "", ...more, ...(takesScans.has(step) && chosen.length > 0 ? { scans: chosen.map((one) => one.hash) } : {}) }, o(`onPaper.done.${step}` as "onPaper.done.signed"));
  };
  const refused = refusal.value;
  const sent = view?.invoice.paper?.at.sent !== undefined; // then a picture is kept by itself
  return (
    <section class="leaf" aria-labelledby="paper">
      <h2 id="paper">{o("invoice.paper")}</h2>
      {view?.invoice.paper && <Steps invoice={view.invoice} />}
      {view && (sent || (view.mayPaper && view.invoice.paper?.at.printed)) && (
        <ChooseScans desk={desk} path={`${path}/scans`} chosen={chosen} later={sent} onChoose={choose} />
      )}
      {sent && chosen.length > 0 && <Writes><Button kind="line" busy={busy.value} onClick={() => act("scanned", {})}>{o("sheet.do.scanned")}</Button></Writes>}
      {view?.mayPaper && <Next view={view} busy={busy.value} onStep={act} />}
      {refused && <Notice tone="alarm" icon="alarm" live>{refused.kind === "changed" ? o("onPaper.changed") : sentence(refused.failed)}</Notice>}
      {(view?.invoice.scans ?? []).map((scan, i) => (
        <ScanFile
          key={scan.hash} path={`${path}/scans/${scan.hash}`} media={scan.media} file={`rakning-${month}-${i + 1}`}
          words={{ get: o("scan.get", { n: i + 1 }), show: o("scan.show", { n: i + 1 }), hide: o("scan.hide", { n: i + 1 }), alt: o("onPaper.alt", { n: i + 1 }), notShown: o("scan.notShown") }}
        />
      ))}
      <Prints beneficiary={beneficiary} month={month} />
    </section>
  );
}

function Steps({ invoice }: { invoice: InvoiceStatus }) {
  const { paper } = invoice;
  if (!paper) return null;
  const who = paper.signer?.name ?? (paper.proxy ? o("onPaper.proxyIs", { name: paper.proxy }) : "");
  return (
    <ol class="pre">
      {paperSteps.map((step) => {
        const at = paper.at[step];
        const by = step === "signed" ? who : paper.by[step]?.name ?? "";
        return (
          <li key={step} class={at ? "state--done" : undefined}>
            <Icon name={at ? "check" : "todo"} />
            <span>{o(step === "sent" && paper.how ? `onPaper.${paper.how}` : step === "asked" && paper.print ? "onPaper.askedPrint" : `onPaper.${step}`)}<br /><span class="soft s">{at ? [format.moment(at), by].filter(Boolean).join(", ") : o("invoice.not")}</span></span>
          </li>
        );
      })}
    </ol>
  );
}

function Next({ view, busy, onStep }: { view: Invoice; busy: boolean; onStep: (step: string, more: Record<string, unknown>) => void }) {
  const [signer, pick] = useState<string | undefined>(view.signers.length === 1 ? view.signers[0]?.id : undefined);
  const [proxy, name] = useState("");
  const [tried, setTried] = useState(false);
  const at = view.invoice.paper?.at ?? {};
  const byProxy = signer === "proxy";
  const wanting = byProxy ? proxy.trim() === "" : signer === undefined;
  if (!at.printed) {
    return (
      <Writes>
        <p class="s">{o(at.asked ? "onPaper.toPrint" : "onPaper.what")}</p>
        <Button kind="line" busy={busy} onClick={() => onStep("printed", {})}>{o("onPaper.do.printed")}</Button>
      </Writes>
    );
  }
  if (!at.signed) {
    return (
      <Writes>
        <form class="stack" onSubmit={(e) => {
          e.preventDefault();
          setTried(true);
          if (!wanting) onStep("signed", byProxy ? { proxy: proxy.trim() } : { signer });
        }}>
          <Choices legend={o("onPaper.who")} name="signer" value={signer} onChange={pick} options={[...view.signers.map((one) => ({ value: one.id, label: one.name })), { value: "proxy", label: o("onPaper.proxy"), sub: o("onPaper.proxyWhat") }]} />
          {byProxy && <TextField label={o("onPaper.proxyName")} value={proxy} onInput={name} maxLength={200} wrong={tried && wanting ? o("onPaper.needed") : undefined} />}
          {tried && wanting && !byProxy && <Notice tone="you" icon="you" live>{o("onPaper.needed")}</Notice>}
          <Button kind="line" submit busy={busy}>{o("onPaper.do.signed")}</Button>
          <Button kind="quiet" onClick={() => onStep("withdraw", {})}>{o("onPaper.do.withdraw")}</Button>
        </form>
      </Writes>
    );
  }
  return (
    <Writes>
      <Button kind="line" busy={busy} onClick={() => onStep("sent", { how: "posted" })}>{o("onPaper.do.posted")}</Button>
      <Button kind="line" busy={busy} onClick={() => onStep("sent", { how: "handed_in" })}>{o("onPaper.do.handedIn")}</Button>
    </Writes>
  );
}
