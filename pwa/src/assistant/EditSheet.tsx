import { useState } from "preact/hooks";
import { format, said, t } from "../i18n";
import { core, newId } from "../core";
import type { Kind } from "../core/month";
import { addDays, dateOf } from "../core/time";
import type { Fields, Json } from "../core/types";
import { Button, Chips, Choices, Kinds, Notice, Sheet, TextField, TimeInput } from "../ui";
import { Fetched } from "../ui/Fetched";
import { doIt } from "./doing";
import { FoldQuestion } from "./FoldQuestion";
import { lengthOf, meant, typed, type Fold, type Trouble, type Typed } from "./form";
import { Began, LikelyEnds, UsualTimes } from "./Likely";
import { everEngagedBy, goingOn } from "./mine";
import { told } from "./Month";
import { RemoveRow } from "./RemoveRow";
import type { Editing, RoomView } from "./room";
import { RowHistory } from "./RowHistory";
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
  const [why, setWhy] = useState("");
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
  const mayGoOn = drawn ? drawn.shift.end === undefined && !editing.ends : going === undefined && (form.day === today || form.day === addDays(today, -1));
  const missing: Trouble | "place" | undefined = read.trouble === "to" && mayGoOn ? undefined : (read.trouble ?? (place ? undefined : "place"));
  const length = lengthOf(read);
  const type = (part: Partial<Typed>): void => setForm((before) => ({ ...before, ...part, days: undefined }));

  const save = async (): Promise<void> => {
    setTried(true);
    if (missing || place === undefined) return;
    const said: Record<string, Json> = { kind, start: read.start ?? null, end: read.end ?? null, note: note.trim() || null };
    if (!drawn) Object.assign(said, { assistant: room.me, beneficiary: place, plan: plan && plan.beneficiary === place ? plan.id : null });
    const set: Fields = Object.fromEntries(Object.entries(said).filter(([name, value]) => value !== (drawn?.row.fields[name] ?? null)));
    if (Object.keys(set).length === 0 && !editing.resolves) {
      room.toasts.say(a("edit.nothing"));
      return onClose();
    }
    const ref = drawn?.row.ref ?? `shift/${newId()}`;
    const act = { ref, base: drawn?.row.rev ?? 0, set, why: why.trim(), resolves: editing.resolves };
    // An answer to a disagreement is not undone but given anew: the question is not there any more.
    if (!editing.resolves) await doIt(room, [act]);
    else if (await room.act([act])) room.toasts.say(`${t("state.phone")}.`);
    if (!core.outdated.peek()) onClose(); // else what was typed is nowhere but here
  };

  if (removing && drawn) return <RemoveRow of={drawn} room={room} onClose={onClose} onBack={() => setRemoving(false)} />;
  const wrong = (which: "from" | "to"): string | undefined => (tried ? trouble(which, missing, form) : undefined);
  const actions = drawn?.shift.void ? (
    <Button kind="primary" onClick={() => void restore(drawn, room, onClose)}>{a("edit.restore")}</Button>
  ) : (
    <>
      <Button kind="primary" onClick={() => void save()}>{t("do.save")}</Button>
      {drawn && <Button kind="quiet" onClick={() => setRemoving(true)}>{t("do.remove")}</Button>}
    </>
  );
  return (
    <Sheet title={editing.ends ? a("still.when") : drawn ? t("edit.title") : t("edit.add")} sub={drawn && t("who.at", { name: room.short(drawn.shift.beneficiary) })} onClose={onClose} actions={actions}>
      {drawn?.row.refused && <Refused of={drawn} what={format.span(drawn.shift.start, drawn.shift.end)} />}
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
      {!drawn && <UsualTimes room={room} day={form.day} places={places} onPick={({ beneficiary, kind: usual, from, to }) => { setPlace(beneficiary); setKind(usual); setForm({ day: form.day, from, to }); }} />}
      <div class="pair">
        <TimeInput label={t("time.from")} value={form.from} onChange={(from) => type({ from, fromFold: undefined })} wrong={wrong("from")} autofocus={editing.at === "from"} />
        <TimeInput label={t("time.to")} value={form.to} onChange={(to) => type({ to, toFold: undefined })} help={mayGoOn && form.to === undefined ? a("edit.goesOn") : undefined} wrong={wrong("to")} autofocus={editing.at === "to"} />
      </div>
      {read.fromTwice && <FoldQuestion name="from-fold" clock={form.from} value={form.fromFold} lengths={byFold(form, "fromFold")} onChange={(fromFold) => setForm({ ...form, fromFold })} missing={tried} />}
      {read.toTwice && <FoldQuestion name="to-fold" clock={form.to} value={form.toFold} lengths={byFold(form, "toFold")} onChange={(toFold) => setForm({ ...form, toFold })} missing={tried} />}
      <p role="status">
        {length !== undefined && <><strong>{t("edit.sum", { time: format.hours(length) })}</strong> </>}
        {read.end && read.end.slice(0, 10) !== form.day && <span class="soft">{t("edit.ends", { day: format.day(read.end) })}</span>}
        {length !== undefined && length > 24 * 60 && <span> {t("edit.long")}</span>}
      </p>
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
  return missing === "order" ? t("edit.order") : undefined;
}

// How long the shift becomes by each answer.
function byFold(form: Typed, which: "fromFold" | "toFold"): Record<Fold, number | undefined> {
  const by = (fold: Fold): number | undefined => lengthOf(meant({ ...form, [which]: fold }));
  return { first: by("first"), second: by("second") };
}

// The browser writes the date its own way; this is how it is said.
function dated(day: string): string | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? format.capital(format.day(day)) : undefined;
}

async function restore(of: NonNullable<Editing["shift"]>, room: RoomView, onClose: () => void): Promise<void> {
  await doIt(room, [{ ref: of.row.ref, base: of.row.rev, set: { void: null } }], a("edit.restored"));
  onClose();
}

function Refused({ of, what }: { of: NonNullable<Editing["shift"]>; what: string }) {
  const kept = of.row.refused;
  if (!kept) return null;
  return (
    <Notice tone="alarm" icon="alarm">
      <b>{a("refused.title")}.</b> {said(kept.verdict?.message)} {a("refused.kept", { what })}{" "}
      <Button kind="line" onClick={() => void core.dismiss(kept.id)}>{a("refused.read")}</Button>
    </Notice>
  );
}
