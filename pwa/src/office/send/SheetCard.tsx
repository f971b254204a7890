// One timesheet: where it stands, what Försäkringskassan says of it, what the office does next, and what became of earlier versions.

import { useState } from "preact/hooks";
import { format, said, t } from "../../i18n";
import { Button, Finding, Notice, State, Writes, type Toaster } from "../../ui";
import { sentence } from "../../ui/sentence";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { useGiving, type Refusal } from "../commands";
import { SheetPrints } from "../Prints";
import { ChooseScans, KeptScans, type Chosen } from "../Scans";
import { Reason } from "../reason";
import { changeInWords, deedOf, standingOf, stepOf, unsaidInWords, type SheetStep } from "../sheets";
import type { SheetLine, SheetVersion, SheetView } from "../types";
import { o } from "../words";
import { sheetPath } from "./path";
import { w } from "./words";

/** The cards of several timesheets, joined. whose: each says whose customer it is of. */
export function SheetCards({ desk, lines, whose, again, toaster, onSign }: { desk: Desk; lines: readonly SheetLine[]; whose?: boolean; again: () => void; toaster: Toaster; onSign: (line: SheetLine) => void }) {
  const { busy, refusal, give } = useGiving(desk, again, toaster);
  const [given, giveTo] = useState(""); // which the last command was about
  const [reopening, reopen] = useState<SheetLine | undefined>(undefined);
  const [scans, choose] = useState<Readonly<Record<string, readonly Chosen[]>>>({}); // chosen and not named yet, by version
  const versionOf = (line: SheetLine): string => `${sheetPath(line)}:${line.version}`;
  const chosenOf = (line: SheetLine): readonly Chosen[] => (scans[versionOf(line)] ?? []).filter((one) => !line.scans.some((kept) => kept.hash === one.hash));
  const act = (line: SheetLine, step: SheetStep | "reopen" | "send" | "send-again", why?: string): void => {
    const path = sheetPath(line);
    giveTo(path);
    const done = step === "send" || step === "send-again" ? w("sheet.queued", { name: line.assistant.name }) : o(`sheet.done.${step}`, { name: line.assistant.name });
    void give(`${path}/${step}`, { saw: line.hash, ...(why === undefined ? {} : { why }), ...named(step, chosenOf(line)) }, done);
  };
  return (
    <>
      <div class="findings findings--joined">
        {lines.map((line) => (
          <SheetCard
            key={sheetPath(line)} desk={desk} line={line} whose={whose === true} busy={busy.value} refused={given === sheetPath(line) ? refusal.value : undefined}
            chosen={chosenOf(line)} onChoose={(files) => choose((all) => ({ ...all, [versionOf(line)]: files }))} onSign={() => onSign(line)} onStep={(step) => act(line, step)} onReopen={() => reopen(line)}
          />
        ))}
      </div>
      {reopening && (
        <Reason
          title={o("sheet.reopenTitle", { name: reopening.assistant.name })} label={o("now.reopenWhy")} action={o("sheet.do.reopen")} needed
          onSay={(why) => { act(reopening, "reopen", why); reopen(undefined); }} onClose={() => reopen(undefined)}
        >
          <p>{o("sheet.reopenWhat")}</p>
        </Reason>
      )}
    </>
  );
}

/** What a step says of the files that were chosen: those of the paper way name them. */
function named(step: string, chosen: readonly Chosen[]): { scans?: string[] } {
  return chosen.length > 0 && (step === "signed-by-hand" || step === "complete" || step === "scanned") ? { scans: chosen.map((one) => one.hash) } : {};
}

interface CardProps {
  desk: Desk;
  line: SheetLine;
  whose: boolean;
  busy: boolean;
  refused: Refusal | undefined;
  chosen: readonly Chosen[];
  onChoose: (files: readonly Chosen[]) => void;
  onSign: () => void;
  onStep: (step: SheetStep | "send" | "send-again") => void;
  onReopen: () => void;
}

function SheetCard({ desk, line, whose, busy, refused, chosen, onChoose, onSign, onStep, onReopen }: CardProps) {
  const { tone, icon, word } = standingOf(line);
  const { sending, state } = line;
  const { active, waiting, standby } = line.sums;
  const name = line.assistant.name;
  const unsaid = unsaidInWords(line.unsaid);
  const deed = deedOf(line);
  const step = deed ? undefined : stepOf(line);
  const underway = (state === "approved" || state === "sent") && sending ? sending : undefined;
  const since = underway?.since ?? line.at[state];
  const told = sending?.words && (underway || state === "rejected") ? sending.words : line.next.message;
  return (
    <Finding
      state={<State tone={tone} icon={icon}>{state !== "open" && since ? `${word}, ${format.moment(since)}` : word}</State>}
      title={<>{whose ? <a href={`/office/${line.beneficiary.id}/${line.month}`}>{line.beneficiary.name}</a> : null}{whose ? ", " : null}{name} <span class="soft s num">{format.hours(active + waiting + standby)}</span></>}
    >
      {line.changed && line.fallen ? (
        <p class="s">{o("sheet.fell", { state: o(`sheet.${line.fallen.state}`).toLocaleLowerCase("sv") })}</p>
      ) : null}
      {sending?.fk && (underway || state === "rejected") && <blockquote class="fk s"><b>{w("sheet.fk")}</b> <q>{sending.fk}</q></blockquote>}
      <p class="s">{said(told)}{underway && underway.tries > 1 ? ` ${w("sheet.tries", { n: underway.tries })}.` : ""}</p>
      {state === "received" && sending?.receipt && <p class="soft s">{w("sheet.receipt")} <span class="receipt">{sending.receipt.tx}</span></p>}
      {line.route === "paper" && line.paper !== "" && state !== "complete" && <p class="soft s">{w(`sheet.onPaper.${line.paper}`)}</p>}
      {unsaid && state !== "complete" && state !== "received" && <p class="soft s">{unsaid}</p>}
      {(state === "printed" || state === "hand_signed" || state === "complete") && (
        <Writes><details open={chosen.length > 0}><summary>{o("scan.title")}</summary><ChooseScans desk={desk} path={`${sheetPath(line)}/scans`} chosen={chosen} later={state === "complete"} onChoose={onChoose} /></details></Writes>
      )}
      {line.scans.length > 0 && <details><summary>{o("scan.kept", { n: line.scans.length })}</summary><KeptScans line={line} path={`${sheetPath(line)}/scans`} /></details>}
      {refused?.kind === "changed" && <Notice tone="you" icon="you" live>{o("sheet.seen")}</Notice>}
      {refused?.kind === "failed" && <Notice tone="alarm" icon="alarm">{sentence(refused.failed)}</Notice>}
      <Writes><div class="row">
        {deed === "sign" && <Button kind="line" icon="pen" label={`${w("sheet.sign")}, ${name}`} onClick={onSign}>{w("sheet.sign")}</Button>}
        {deed && deed !== "sign" && <Button kind="line" icon="arrow" busy={busy} label={`${w(`sheet.${deed}`)}, ${name}`} onClick={() => onStep(deed)}>{w(`sheet.${deed}`)}</Button>}
        {step && <Button kind="line" busy={busy} label={`${o(`sheet.do.${step}`)}, ${name}`} onClick={() => onStep(step)}>{o(`sheet.do.${step}`)}</Button>}
        {state === "complete" && chosen.length > 0 && <Button kind="line" busy={busy} label={`${o("sheet.do.scanned")}, ${name}`} onClick={() => onStep("scanned")}>{o("sheet.do.scanned")}</Button>}
        {whose && state === "open" && <Button kind="line" icon="pen" href={`/office/${line.beneficiary.id}/${line.month}`} label={`${w("sheet.toMonth")}, ${name}`}>{w("sheet.toMonth")}</Button>}
        {state !== "open" && <Button kind={state === "rejected" || line.next.code === "sign_anew" ? "primary" : "quiet"} icon="unlock" label={`${o("sheet.do.reopen")}, ${name}`} onClick={onReopen}>{o("sheet.do.reopen")}</Button>}
        {state === "rejected" && line.route === "elt" && <Button kind="quiet" icon="arrow" busy={busy} label={`${w("sheet.asIs")}, ${name}`} onClick={() => onStep("send")}>{w("sheet.asIs")}</Button>}
      </div></Writes>
      {(line.version > 1 || line.fallen || state === "rejected" || state === "received" || state === "complete") && <Versions desk={desk} line={line} />}
      {state !== "open" && <details><summary>{o("sheet.paper")}</summary><SheetPrints beneficiary={line.beneficiary.id} month={line.month} assistant={line.assistant.id} /></details>}
    </Finding>
  );
}

/** What has changed since the version that fell or was sent, and what became of every version; fetched when somebody looks. */
function Versions({ desk, line }: { desk: Desk; line: SheetLine }) {
  const [shown, show] = useState(false);
  return (
    <details onToggle={(e) => show(e.currentTarget.open)}>
      <summary>{line.changed ? o("sheet.since") : w("sheet.versions")}</summary>
      {shown && <Whole desk={desk} line={line} />}
    </details>
  );
}

function Whole({ desk, line }: { desk: Desk; line: SheetLine }) {
  const asked = useAsked<SheetView>(desk, sheetPath(line), 60_000);
  const view = asked.value;
  if (asked.failed !== undefined && view === undefined) return <p class="s" role="status">{sentence(asked.failed)} {t("try.safe")}</p>;
  if (view === undefined) return <p class="soft s" role="status">{w("sheet.loading")}</p>;
  return (
    <div class="stack stack--s">
      {view.since > 0 && (view.changes.length > 0 ? (
        <div>
          <h4 class="s">{w("sheet.sinceVersion", { n: view.since })}</h4>
          <ul class="listed s">{view.changes.map((change, i) => <li key={i}>{changeInWords(change, line.month)}</li>)}</ul>
        </div>
      ) : <p class="s">{w("sheet.sinceNothing", { n: view.since })}</p>)}
      {view.versions.length > 0 && (
        <ol class="history">
          {view.versions.map((version) => (
            <li key={version.version}>
              <span>{w(version.version === view.version && view.state !== "open" ? "sheet.versionNow" : "sheet.version", { n: version.version })}</span>
              <span><Received of={version} /></span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Received({ of: { receipts } }: { of: SheetVersion }) {
  if (receipts.length === 0) return <>{w("sheet.versionNone")}</>;
  return (
    <>
      {receipts.map((one, i) => (
        <span class="block" key={i}>
          {one.rejected ? <>{w("sheet.versionBack", { when: format.moment(one.at) })} <q>{one.rejected}</q></> : one.route === "paper" ? w("sheet.versionPaper", { when: format.moment(one.at) }) : w("sheet.versionTook", { when: format.moment(one.at), receipt: one.receipt ?? "" })}
        </span>
      ))}
    </>
  );
}
