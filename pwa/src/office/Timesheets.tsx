import { useState } from "preact/hooks";
import { format, said, t } from "../i18n";
import { Button, Finding, Notice, State, Writes, type Toaster } from "../ui";
import { sentence } from "../ui/Failed";
import { useAsked } from "../ui/asking";
import type { Desk } from "../ui/desk";
import { useGiving } from "./commands";
import { SheetPrints } from "./Prints";
import { ChooseScans, KeptScans, type Chosen } from "./Scans";
import { Reason } from "./reason";
import { changeInWords, standingOf, stepOf, unsaidInWords } from "./sheets";
import type { SheetChange, SheetLine } from "./types";
import { o } from "./words";

/** Where every assistant's timesheet of the month stands, and what the office does next. */
export function Timesheets({ desk, beneficiary, month, toaster }: { desk: Desk; beneficiary: string; month: string; toaster: Toaster }) {
  const path = `/api/v1/months/${beneficiary}/${month}/timesheets`;
  const asked = useAsked<{ timesheets: readonly SheetLine[] }>(desk, path, 15_000);
  const { busy, refusal, give } = useGiving(desk, asked.again, toaster);
  const [given, giveTo] = useState(""); // whose timesheet the last command was about
  const [reopening, reopen] = useState<SheetLine | undefined>(undefined);
  const [scans, choose] = useState<Readonly<Record<string, readonly Chosen[]>>>({}); // chosen and not named yet, by sheetOf
  const sheetOf = (line: SheetLine): string => `${line.assistant.id}:${line.version}`;
  const chosenOf = (line: SheetLine): readonly Chosen[] => (scans[sheetOf(line)] ?? []).filter((one) => !line.scans.some((kept) => kept.hash === one.hash));
  const lines = asked.value?.timesheets ?? [];
  if (lines.length === 0) return null;
  const act = (line: SheetLine, step: "ready" | "printed" | "signed-by-hand" | "complete" | "reopen", why?: string): void => {
    giveTo(line.assistant.id);
    void give(`${path}/${line.assistant.id}/${step}`, { saw: line.hash, ...(why === undefined ? {} : { why }), ...named(step, chosenOf(line)) }, o(`sheet.done.${step}`, { name: line.assistant.name }));
  };
  return (
    <section class="section" aria-labelledby="sheets">
      <h2 id="sheets">{o("sheet.title")}</h2>
      <div class="findings findings--joined">
        {lines.map((line) => (
          <One
            key={line.assistant.id} line={line} path={path} desk={desk} busy={busy.value} refused={given === line.assistant.id ? refusal.value : undefined}
            chosen={chosenOf(line)} onChoose={(files) => choose((all) => ({ ...all, [sheetOf(line)]: files }))}
            onStep={(step) => act(line, step)} onReopen={() => reopen(line)}
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
    </section>
  );
}

/** What a step says of the files that were chosen: those of the paper way name them. */
function named(step: string, chosen: readonly Chosen[]): { scans?: string[] } {
  return chosen.length > 0 && (step === "signed-by-hand" || step === "complete") ? { scans: chosen.map((one) => one.hash) } : {};
}

function One({ line, path, desk, busy, refused, chosen, onChoose, onStep, onReopen }: { line: SheetLine; path: string; desk: Desk; busy: boolean; chosen: readonly Chosen[]; onChoose: (files: readonly Chosen[]) => void; refused: ReturnType<typeof useGiving>["refusal"]["value"]; onStep: (step: NonNullable<ReturnType<typeof stepOf>>) => void; onReopen: () => void }) {
  const { tone, icon, word } = standingOf(line);
  const step = stepOf(line);
  const unsaid = unsaidInWords(line.unsaid);
  const since = line.at[line.state];
  const { active, waiting, standby } = line.sums;
  return (
    <Finding
      state={<State tone={tone} icon={icon}>{word}{line.state !== "open" && since ? <span class="soft s">, {format.moment(since)}</span> : null}</State>}
      title={<>{line.assistant.name} <span class="soft s num">{format.hours(active + waiting + standby)}</span></>}
    >
      {line.changed && line.fallen ? (
        <>
          <p class="s">{o("sheet.fell", { state: o(`sheet.${line.fallen.state}`).toLocaleLowerCase("sv") })}</p>
          <Changes desk={desk} path={`${path}/${line.assistant.id}`} month={line.month} />
        </>
      ) : null}
      <p class="s">{said(line.next.message)}</p>
      {unsaid && line.state !== "complete" && <p class="soft s">{unsaid}</p>}
      {(line.state === "printed" || line.state === "hand_signed") && (
        <Writes><details open={chosen.length > 0}><summary>{o("scan.title")}</summary><ChooseScans desk={desk} path={`${path}/${line.assistant.id}/scans`} chosen={chosen} onChoose={onChoose} /></details></Writes>
      )}
      {line.scans.length > 0 && <details><summary>{o("scan.kept", { n: line.scans.length })}</summary><KeptScans line={line} path={`${path}/${line.assistant.id}/scans`} /></details>}
      {refused?.kind === "changed" && <Notice tone="you" icon="you" live>{o("sheet.seen")}</Notice>}
      {refused?.kind === "failed" && <Notice tone="alarm" icon="alarm">{sentence(refused.failed)}</Notice>}
      <Writes><div class="row">
        {step && <Button kind="line" busy={busy} label={`${o(`sheet.do.${step}`)}, ${line.assistant.name}`} onClick={() => onStep(step)}>{o(`sheet.do.${step}`)}</Button>}
        {line.state !== "open" && <Button kind="quiet" icon="unlock" label={`${o("sheet.do.reopen")}, ${line.assistant.name}`} onClick={onReopen}>{o("sheet.do.reopen")}</Button>}
      </div></Writes>
      {line.state !== "open" && <details><summary>{o("sheet.paper")}</summary><SheetPrints beneficiary={line.beneficiary.id} month={line.month} assistant={line.assistant.id} /></details>}
    </Finding>
  );
}

/** What differs, row by row, from what had been said to be whole or signed; fetched when somebody looks. */
function Changes({ desk, path, month }: { desk: Desk; path: string; month: string }) {
  const [shown, show] = useState(false);
  return (
    <details onToggle={(e) => show(e.currentTarget.open)}>
      <summary>{o("sheet.since")}</summary>
      {shown && <Rows desk={desk} path={path} month={month} />}
    </details>
  );
}

function Rows({ desk, path, month }: { desk: Desk; path: string; month: string }) {
  const asked = useAsked<{ changes: readonly SheetChange[] }>(desk, path, 60_000);
  if (asked.failed !== undefined && asked.value === undefined) return <p class="s" role="status">{sentence(asked.failed)} {t("try.safe")}</p>;
  if (asked.value === undefined) return <p class="soft s" role="status">{o("sheet.loading")}</p>;
  return <ul class="listed s">{asked.value.changes.map((change, i) => <li key={i}>{changeInWords(change, month)}</li>)}</ul>;
}
