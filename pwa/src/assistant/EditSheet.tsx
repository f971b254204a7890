import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { core, newId } from "../core";
import { anew } from "../core/overlay";
import type { Kind } from "../core/month";
import { addDays, dateOf, isDay } from "../core/time";
import { untaken, type Fields, type Json } from "../core/types";
import { Button, Chips, Choices, Kinds, Notice, Rested, Sheet, TextField, TimeInput } from "../ui";
import { goBack } from "../route";
import { amiss } from "../ui/Amiss";
import { Fetched } from "../ui/Fetched";
import { reveal } from "../ui/stay";
import { doIt } from "./doing";
import { goesOn, lengthOf, meant, typed, type Fold, type Trouble, type Typed } from "./form";
import { Began, LikelyEnds, UsualTimes } from "./Likely";
import { everEngagedBy, goingOn } from "./mine";
import { told } from "./Month";
import { RemoveRow } from "./RemoveRow";
import type { Editing, RoomView } from "./room";
import { RowHistory } from "./RowHistory";
import { stateOf } from "./ShiftRow";
import { Talk } from "./Talk";
import { a } from "./words";

/** A shift in a sheet: its kind, its times, why; the question of the doubled hour where it comes up; its history. */
export function EditSheet({ editing, room, onClose }: { editing: Editing; room: RoomView; onClose: () => void }) {
  // The row as it was when the form was drawn: its rev is the base of what is saved.
  const [drawn] = useState(editing.shift);
  const { plan } = editing;
  const today = dateOf(room.now);
  const places = everEngagedBy(core.rows.value, room.me);
  const last = room.mine[0]?.shift.beneficiary;
  const [form, setForm] = useState<Typed>(() => (drawn ? typed(drawn.shift.start, drawn.shift.end) : plan ? typed(plan.start, plan.end) : { day: today, from: undefined, to: undefined }));
  const [kind, setKind] = useState<Kind>(drawn?.shift.kind ?? plan?.kind ?? "active");
  const [place, setPlace] = useState<string | undefined>(drawn?.shift.beneficiary ?? plan?.beneficiary ?? (places.length === 1 ? places[0] : places.find((p) => p === last)));
  const [note, setNote] = useState(drawn?.shift.note ?? "");
  const [why, setWhy] = useState(editing.why ?? "");
  const [tried, setTried] = useState(false);
  const [removing, setRemoving] = useState(false);

  const [which, setWhich] = useState<"today" | "yesterday" | "other">(!drawn && form.day === today ? "today" : !drawn && form.day === addDays(today, -1) ? "yesterday" : "other");
  const days = [{ value: "today" as const, label: t("time.today") }, { value: "yesterday" as const, label: t("time.yesterday") }, { value: "other" as const, label: a("day.other") }];
  const pickDay = (picked: typeof which): void => {
    setWhich(picked);
    if (picked !== "other") type({ day: picked === "today" ? today : addDays(today, -1), fromFold: undefined, toFold: undefined });
  };

  const read = meant(form);
  const going = goingOn(room.mine, room.now);
  const goes = drawn ? (drawn.row.ref === going?.row.ref ? "likely" : "not") : going ? "not" : goesOn(form, read, room.now);
  // A row that has no end may be changed without one.
  const endless = drawn ? drawn.shift.end === undefined && !editing.ends : goes !== "not";
  const missing: Trouble | "place" | undefined = read.trouble === "to" && endless ? undefined : (read.trouble ?? (place ? undefined : "place"));
  const length = lengthOf(read);
  const time = format.hours(length ?? 0);
  const sum = length === undefined ? "" : t("edit.sum", { time });
  const ends = (read.end && read.end.slice(0, 10) !== form.day ? t("edit.ends", { day: format.day(read.end) }) : "") + (length !== undefined && length > 24 * 60 ? ` ${t("edit.long")}` : "");
  const type = (part: Partial<Typed>): void => setForm((before) => ({ ...before, ...part, days: undefined }));

  // sure: that the shift did end on the day after.
  const save = async (sure = false): Promise<void> => {
    setTried(true);
    if ((missing && !(sure && missing === "day-after")) || place === undefined) return;
    const said: Record<string, Json> = { kind, start: read.start ?? null, end: read.end ?? null, note: note.trim() || null };
    if (!drawn) Object.assign(said, { assistant: room.me, beneficiary: place, plan: plan && plan.beneficiary === place ? plan.id : null });
    else if (plan) said["plan"] = plan.id;
    const set: Fields = Object.fromEntries(Object.entries(said).filter(([name, value]) => value !== (drawn?.row.fields[name] ?? null)));
    const row = drawn && (core.rows.peek().get(drawn.row.ref) ?? drawn.row); // refused meanwhile, perhaps
    const again = anew(row, set, newId);
    if (Object.keys(set).length === 0 && !editing.resolves && !again) {
      room.toasts.say(a("edit.nothing"));
      return onClose();
    }
    const ref = drawn?.row.ref ?? `shift/${newId()}`;
    const act = { ref, base: drawn?.row.rev ?? 0, set, ...again, why: why.trim(), resolves: editing.resolves };
    // An answer to a disagreement is not undone but given anew: the question is not there any more.
    if (!editing.resolves) {
      if ((await doIt(room, [act])) && again) void core.dismiss(row?.refused?.id ?? "");
    } else if (await room.act([act])) {
      room.toasts.say(a("conflict.chosen"), undefined, () => stateOf([ref]));
      goBack("/"); // the page of the two answers has nothing left to ask
    }
    if (!core.outdated.peek()) onClose(); // else what was typed is nowhere but here
  };

  if (removing && drawn) return <RemoveRow of={drawn} room={room} onClose={onClose} onBack={() => setRemoving(false)} />;
  const wrong = (which: "from" | "to"): string | undefined => (tried ? trouble(which, missing, form) : undefined);
  const kept = drawn?.row.refused;
  const lost = drawn && untaken(drawn.row);
  const drop = (): void => {
    if (!lost) return setRemoving(true);
    void core.dismiss(kept?.id ?? "").then(() => t("edit.removed"), () => t("edit.notSaved")).then((said) => { // the book has nothing to remove
      room.toasts.say(said);
      onClose();
    });
  };
  const gone = drawn?.shift.void && !lost;
  const actions = gone ? (
    <Button kind="primary" onClick={() => void restore(drawn, room, onClose)}>{a("edit.restore")}</Button>
  ) : (
    <>
      <Button kind="primary" onClick={() => void save()}>{t("do.save")}</Button>
      {drawn && <Button kind="quiet" onClick={drop}>{t("do.remove")}</Button>}
    </>
  );
  return (
    <Sheet title={editing.ends ? a("still.when") : plan ? a("plan.differed") : t(gone ? "state.void" : drawn ? "edit.title" : "edit.add")} sub={plan ? a("plan.near", { span: format.span(plan.start, plan.end) }) : drawn && t("who.at", { name: room.short(drawn.shift.beneficiary) })} onClose={onClose} actions={actions}>
      {kept && <Fetched quiet from={amiss} show={({ NotTaken }) => <NotTaken kept={kept} what={format.span(drawn.shift.start, drawn.shift.end)} />} />}
      {drawn?.row.status === "parked" && <Notice icon="lock"><b>{a("parked.title")}</b></Notice>}
      <Fetched quiet from={told} show={({ Waits }) => <Waits of={drawn} room={room} place={place} start={read.start} end={read.end} />} />
      {!drawn && places.length > 1 && (
        <>
          <Choices legend={a("edit.where")} name="place" value={place} onChange={setPlace} options={places.map((id) => ({ value: id, label: room.short(id) }))} />
          {tried && missing === "place" && <Notice tone="alarm" icon="alarm">{a("edit.where")}</Notice>}
        </>
      )}
      {!editing.ends && <Kinds value={kind} onChange={setKind} name="edit-kind" />}
      {!drawn && <Chips legend={t("time.day")} name="which-day" value={which} onChange={pickDay} options={days} />}
      {which === "other" && !editing.ends && <TextField label={t("time.day")} type="date" value={form.day} help={dated(form.day)} onInput={(day) => type({ day, fromFold: undefined, toFold: undefined })} />}
      {editing.ends && drawn && <LikelyEnds ends={editing.ends} start={drawn.shift.start} onPick={setForm} />}
      {!drawn && !going && form.day === today && <Began room={room} onPick={setForm} />}
      {!drawn && !plan && <UsualTimes room={room} day={form.day} places={places} onPick={({ beneficiary, kind: usual, from, to }) => { setPlace(beneficiary); setKind(usual); setForm({ day: form.day, from, to, days: Number(to <= from) }); }} />}
      <div class="pair">
        <TimeInput label={t("time.from")} value={form.from} onChange={(from) => type({ from, fromFold: undefined })} wrong={wrong("from")} autofocus={editing.at === "from"} />
        <TimeInput label={t("time.to")} value={form.to} onChange={(to) => type({ to, toFold: undefined })} help={endless && goes === "likely" && form.to === undefined ? a("edit.goesOn") : undefined} wrong={wrong("to")} autofocus={editing.at === "to"} />
      </div>
      {tried && missing === "day-after" && (
        <div ref={reveal}><Notice tone="you" icon="you">
          <b>{a("edit.after", { day: format.day(read.end ?? ""), time })}</b>{" "}
          <Button kind="line" onClick={() => void save(true)}>{a("edit.afterSave", { time })}</Button>
        </Notice></div>
      )}
      {read.fromTwice && <Fetched from={told} show={({ FoldQuestion }) => <FoldQuestion name="from-fold" clock={form.from} value={form.fromFold} lengths={byFold(form, "fromFold")} onChange={(fromFold) => setForm({ ...form, fromFold })} missing={tried} />} />}
      {read.toTwice && <Fetched from={told} show={({ FoldQuestion }) => <FoldQuestion name="to-fold" clock={form.to} value={form.toFold} lengths={byFold(form, "toFold")} onChange={(toFold) => setForm({ ...form, toFold })} missing={tried} />} />}
      <Rested first={sum} rest={ends} />
      <TextField label={t("edit.note")} optional={t("why.optional")} value={note} onInput={setNote} maxLength={500} />
      {drawn && <TextField label={t("why.label")} optional={t("why.optional")} value={why} onInput={setWhy} maxLength={500} />}
      {drawn && <Talk room={room} row={drawn} />}
      {drawn && <RowHistory of={drawn} room={room} />}
    </Sheet>
  );
}

function trouble(which: "from" | "to", missing: Trouble | "place" | undefined, form: Typed): string | undefined {
  const clock = (at: number | undefined): string => (at === undefined ? "" : format.clockOf(at));
  if (which === "from") {
    if (missing === "from") return a("edit.noStart");
    return missing === "from-gap" ? t("edit.gap", { clock: clock(form.from) }) : undefined;
  }
  if (missing === "to") return t("month.noEndDo");
  if (missing === "to-gap") return t("edit.gap", { clock: clock(form.to) });
  return missing === "order" || missing === "day-after" ? t("edit.order") : undefined;
}

// How long the shift becomes by each answer.
function byFold(form: Typed, which: "fromFold" | "toFold"): Record<Fold, number | undefined> {
  const by = (fold: Fold): number | undefined => lengthOf(meant({ ...form, [which]: fold }));
  return { first: by("first"), second: by("second") };
}

// The browser writes the date its own way; this is how it is said.
function dated(day: string): string | undefined {
  return isDay(day) ? format.capital(format.day(day)) : undefined;
}

async function restore(of: NonNullable<Editing["shift"]>, room: RoomView, onClose: () => void): Promise<void> {
  await doIt(room, [{ ref: of.row.ref, base: of.row.rev, set: { void: null } }], a("edit.restored"));
  onClose();
}
