import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Fields } from "../core/types";
import { between } from "../core/time";
import { format, t } from "../i18n";
import { Button, Choices, Kinds, Notice, Rested, Sheet, TextField, TimeInput, Writes, type Kind } from "../ui";
import { RowHistory } from "./RowHistory";
import type { Desk } from "../ui/desk";
import { endDayOf, formOf, read, wrongLength, type Fold, type Read, type Times } from "./times";
import type { Named, Row } from "./types";
import { o } from "./words";

/** What the sheet asks to be done. */
export interface RowChange {
  /** What differs from the row; nothing where it is saved as it is. */
  set: Fields;
  why: string;
}

/** A sheet that corrects a row, removes it, puts it back, or adds one. */
export interface RowSheetProps {
  desk: Desk;
  row: Row | undefined;
  beneficiary: Named;
  assistants: readonly Named[];
  /** The day that a new row begins with. */
  day: string;
  sealed: boolean;
  /** The last of the month's closed days. */
  closed: string | undefined;
  names: (id: string) => string;
  /** What people say about the row. */
  talk?: ComponentChildren;
  onSave: (change: RowChange) => void;
  onClose: () => void;
}

/** The sheet. Nothing is disabled: a press on Save says what is missing. */
export function RowSheet({ desk, row, beneficiary, assistants, day, sealed, closed, names, talk, onSave, onClose }: RowSheetProps) {
  const [times, setTimes] = useState<Times>(row ? formOf(row.start, row.end) : { day, from: undefined, endDay: day, to: undefined, startFold: "first", endFold: "second" });
  const [kind, setKind] = useState<Kind>(row?.kind ?? "active");
  const [assistant, setAssistant] = useState(row?.assistant ?? "");
  const [note, setNote] = useState(row?.note ?? "");
  const [why, explain] = useState("");
  const [removing, remove] = useState(false);
  const [tried, setTried] = useState(false);
  const start = read(times.day, times.from, times.startFold);
  const end = read(times.endDay, times.to, times.endFold);
  const goesOn = times.to === undefined && row !== undefined && !row.end;
  const set = (change: Partial<Times>): void => setTimes((now) => {
    const next = { ...now, ...change };
    const follows = now.endDay === endDayOf(now.day, now.from, now.to) || row === undefined;
    return !("endDay" in change) && follows ? { ...next, endDay: endDayOf(next.day, next.from, next.to) } : next;
  });
  const length = "instant" in start && "instant" in end ? between(start.instant, end.instant) : undefined;
  const sum = length === undefined || length < 0 ? "" : t("edit.sum", { time: format.hours(length) });
  const wrong = wrongLength(length);

  const save = (): void => {
    setTried(true);
    if (assistant === "" || !("instant" in start) || wrong || (!("instant" in end) && !goesOn)) return;
    const asked: Record<string, Fields[string]> = row ? {} : { assistant, beneficiary: beneficiary.id };
    if (kind !== row?.kind) asked["kind"] = kind;
    if (start.instant !== row?.start) asked["start"] = start.instant;
    if ("instant" in end && end.instant !== row?.end) asked["end"] = end.instant;
    if (note !== (row?.note ?? "")) asked["note"] = note === "" ? null : note;
    onSave({ set: asked, why: why.trim() });
  };
  const drop = (): void => {
    if (!removing) remove(true);
    else if (why.trim() === "") setTried(true);
    else onSave({ set: { void: true }, why: why.trim() });
  };
  const problem = (of: Read): string | undefined => {
    if ("instant" in of) return undefined;
    if (of.missing === "gap") return t("edit.gap", { clock: format.clockOf(of === start ? times.from ?? 0 : times.to ?? 0) });
    return tried ? t("time.unreadable") : undefined;
  };
  const fold = (of: Read, clock: number | undefined, name: string, value: Fold, on: (f: Fold) => void) => {
    if (!("instant" in of) || !of.twice || clock === undefined) return null;
    const reading = format.clockOf(clock);
    return (
      <Choices<Fold>
        legend={t("edit.twice", { clock: reading })} name={name} value={value} onChange={on}
        options={[{ value: "first", label: t("edit.first", { clock: reading }), sub: o("edit.summer") }, { value: "second", label: t("edit.second", { clock: reading }), sub: o("edit.winter") }]}
      />
    );
  };

  if (row?.void) {
    return (
      <Sheet title={o("edit.title")} sub={`${row.name}, ${format.day(row.start)} ${format.span(row.start, row.end)}`} onClose={onClose} actions={<Button kind="primary" icon="undo" onClick={() => onSave({ set: { void: false }, why: why.trim() })}>{o("edit.restore")}</Button>}>
        <TextField label={o("edit.why")} optional={t("why.optional")} value={why} onInput={explain} maxLength={500} />
        {talk}
        <RowHistory desk={desk} doc={row.id} names={names} />
      </Sheet>
    );
  }
  return (
    <Sheet
      title={row ? o("edit.title") : o("edit.add")} onClose={onClose}
      sub={row ? `${row.name}, ${format.day(row.start)} ${format.span(row.start, row.end)}` : t("who.at", { name: beneficiary.name })}
      actions={
        <Writes>
          {removing ? <Button kind="primary" onClick={drop}>{t("do.remove")}</Button> : <Button kind="primary" onClick={save}>{t("do.save")}</Button>}
          {row && !removing && <Button kind="quiet" onClick={drop}>{t("do.remove")}</Button>}
          {removing && <Button kind="quiet" onClick={() => remove(false)}>{t("do.cancel")}</Button>}
        </Writes>
      }
    >
      {sealed && <Notice icon="lock" tone="you">{o("edit.sealed")}</Notice>}
      {!sealed && closed && [row?.start.slice(0, 10) ?? times.day, times.day].some((on) => on <= closed) && <Notice icon="lock" tone="you">{o("edit.closed", { day: format.day(closed) })}</Notice>}
      {!removing && (
        <>
          {!row && (
            <div class="field">
              <label for="who">{o("edit.who")}</label>
              <select class="input" id="who" value={assistant} aria-invalid={(tried && assistant === "") || undefined} aria-describedby="who-about" onChange={(e) => setAssistant(e.currentTarget.value)}>
                <option value="">–</option>
                {assistants.map((a) => <option key={a.id} value={a.id}>{a.name}</option>)}
              </select>
              <small id="who-about" class={tried && assistant === "" ? "wrong" : undefined}>{assistants.length === 0 ? o("edit.noWho", { name: beneficiary.name }) : tried && assistant === "" ? o("edit.whoMissing") : ""}</small>
            </div>
          )}
          <Kinds value={kind} onChange={setKind} name="row-kind" />
          <div class="pair pair--dates">
            <TextField label={o("edit.startDay")} type="date" value={times.day} onInput={(v) => set({ day: v })} />
            <TextField label={o("edit.endDay")} type="date" value={times.endDay} onInput={(v) => set({ endDay: v })} wrong={wrong === "long" ? o("edit.tooLong") : undefined} />
          </div>
          <div class="pair">
            <TimeInput label={t("time.from")} value={times.from} onChange={(from) => set({ from })} wrong={problem(start)} />
            <TimeInput label={t("time.to")} value={times.to} onChange={(to) => set({ to })} wrong={wrong === "order" ? t("edit.order") : goesOn ? undefined : problem(end)} />
          </div>
          {fold(start, times.from, "start-fold", times.startFold, (f) => set({ startFold: f }))}
          {fold(end, times.to, "end-fold", times.endFold, (f) => set({ endFold: f }))}
          <Rested first={sum} rest={wrong === undefined && length !== undefined && length > 1440 ? t("edit.long") : ""} />
          <TextField label={t("edit.note")} value={note} onInput={setNote} maxLength={500} />
        </>
      )}
      {row && (
        <TextField
          label={removing ? t("edit.removeWhy") : o("edit.why")} optional={removing ? undefined : t("why.optional")} help={o("edit.whyHelp")} value={why} onInput={explain} maxLength={500}
          wrong={removing && tried && why.trim() === "" ? t("why.needed") : undefined}
        />
      )}
      {talk}
      {row && <RowHistory desk={desk} doc={row.id} names={names} />}
    </Sheet>
  );
}
