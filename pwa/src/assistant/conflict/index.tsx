import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { format, t } from "../../i18n";
import { between, instant, stamp } from "../../core/time";
import { text, type Candidate, type Conflict, type Json } from "../../core/types";
import { answerInWords } from "../../ui/told";
import { Button, Choices, Ledger, LedgerRow, State, TextField, Trouble, Writes } from "../../ui";
import { goBack } from "../../route";
import type { Mine } from "../mine";
import type { RoomView } from "../room";
import { Versus } from "./Versus";
import { a } from "../words";
import { w } from "./words";

/** Two answers about one shift: the choice between them, each with who wrote it, when and why. history tells what has come of the row. Fetched when it is looked at. */
export default function ConflictPage({ id, room, history }: { id: string; room: RoomView; history: (of: Mine) => ComponentChildren }) {
  const of = room.mine.find((m) => m.row.id === id);
  const conflict = of?.row.conflicts[0];
  if (!of || !conflict) {
    return (
      <Trouble icon="done" level={1} title={w("none")}>
        <Button kind="primary" wide href="/">{t("do.back")}</Button>
      </Trouble>
    );
  }
  return <Answer key={conflict.fields.join() + conflict.candidates.map((c) => c.op).join()} of={of} conflict={conflict} room={room} history={history} />;
}

function Answer({ of, conflict, room, history }: { of: Mine; conflict: Conflict; room: RoomView; history: (of: Mine) => ComponentChildren }) {
  // What was on the screen when the choice was made is its base.
  const [{ row }] = useState(of);
  // One's own comes first; what stands for now is the server's first.
  const standing = conflict.candidates[0];
  const candidates = [...conflict.candidates].sort((x, y) => Number(y.person === room.me) - Number(x.person === room.me));
  const [chosen, choose] = useState(candidates.find((c) => c.person === room.me)?.op ?? candidates[0]?.op ?? "");
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const confirm = conflict.severity === "confirm";
  const names = (id: string): string => (id === room.me ? t("who.You") : room.name(id) || t("who.Office"));
  const value = (c: Candidate): string => answerInWords(c, room.short);
  const seen = candidates.map((c) => c.op);
  const pick = candidates.find((c) => c.op === chosen);
  const removes = pick?.set["void"] === true;

  const save = async (): Promise<void> => {
    if (confirm ? chosen === "other" : !pick) return room.edit({ shift: { ...of, row }, resolves: seen, why });
    setTried(true);
    if (removes && !confirm && why.trim() === "") return;
    // Also what stands is written: whoever has chosen otherwise meanwhile shall see that these are two answers.
    const set = confirm ? {} : clean(pick?.set ?? {});
    if (await room.act([{ ref: row.ref, base: row.rev, set, resolves: seen, why: why.trim() }])) {
      room.toasts.say(a("conflict.chosen"));
      goBack("/");
    }
  };
  const told = (c: Candidate) => <Told of={c} who={names(c.person ?? "")} stands={c === standing && !confirm} />;
  const other = { value: "other", label: t("conflict.other"), sub: t("conflict.otherHow") };
  const options = confirm
    ? [{ value: seen[0] ?? "", label: w("right") }, other]
    : [...candidates.map((c) => ({ value: c.op, label: <>{value(c)} <span class="s">{c.person === room.me ? w("mine") : w("office")}</span></>, sub: told(c) })), other];
  const question = conflict.fields.includes("end") ? "ended" : conflict.fields.includes("start") ? "began" : "which";
  return (
    <>
      <div class="stack stack--s">
        <p class="soft">{format.capital(format.day(of.shift.start))}. {t("who.at", { name: room.short(of.shift.beneficiary) })}</p>
        <h1>{confirm ? w("title.confirm") : candidates.map((c) => <>{t("conflict.wrote", { who: names(c.person ?? ""), value: value(c) })}<br /></>)}</h1>
        <p>{confirm ? w("confirm") : t("conflict.both")}</p>
      </div>
      {confirm && (
        <Ledger label={t("conflict.who")}>
          {candidates.map((c) => <LedgerRow key={c.op} when={<span class="l">{value(c)}</span>} what={<strong>{names(c.person ?? "")}</strong>}>{told(c)}</LedgerRow>)}
        </Ledger>
      )}
      <Writes><form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Choices legend={w(confirm ? "which" : question)} name="answer" value={chosen} onChange={choose} options={options} />
        {chosen !== "other" && (
          <TextField
            label={t("why.labelShort")} optional={removes ? undefined : t("why.optional")} value={why} onInput={setWhy} maxLength={500}
            wrong={tried && removes && why.trim() === "" ? w("whyVoid") : undefined}
          />
        )}
        <Button kind="primary" big wide submit>{confirm || !pick ? (chosen === "other" ? t("conflict.otherHow") : t("do.save")) : t("conflict.save", { value: value(pick) })}</Button>
        <p class="soft s">{w("after")}</p>
      </form></Writes>
      <Difference conflict={{ ...conflict, candidates }} names={(id) => (id === room.me ? t("who.You") : room.short(id) || t("who.Office"))} />
      {history(of)}
    </>
  );
}

// Who wrote it, when, and why; and that it holds as long as nobody has chosen.
function Told({ of: { at, why }, who, stands }: { of: Candidate; who: string; stands: boolean }) {
  return (
    <>
      {who}{at?.wall && `, ${format.moment(at.wall)}`}
      {why && <span class="block">”{why}”</span>}
      {stands && <span class="block"><State icon="clock">{w("stands")}</State></span>}
    </>
  );
}

// An absent value of a candidate is one that it clears.
function clean(set: Candidate["set"]): Record<string, Json> {
  return Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value ?? null]));
}

// The two on one scale, where they differ in one time.
function Difference({ conflict, names }: { conflict: Conflict; names: (id: string) => string }) {
  const [first, second] = conflict.candidates;
  const field = (["end", "start"] as const).find((f) => conflict.candidates.every((c) => text(c.set, f) !== ""));
  if (!first || !second || !field || conflict.severity === "confirm") return null;
  const [one, two] = [text(first.set, field), text(second.set, field)];
  const apart = Math.abs(between(one, two));
  if (apart === 0 || apart > 12 * 60) return null;
  const early = Math.min(instant(one), instant(two));
  // The earlier of the two stands at the second figure of the scale, a little right of the middle.
  const from = early - Math.max(60, apart * 1.5) * 60_000;
  const part = (ms: number): number => (0.54 * (ms - from)) / (early - from);
  const rows = [first, second].map((c) => ({ who: names(c.person ?? ""), shared: part(early), to: part(instant(text(c.set, field))) }));
  return (
    <div class="leaf">
      {field === "end" && <Versus rows={rows} scale={[format.clock(stamp(from)), format.clock(stamp(early))]} />}
      <p><strong>{w("difference", { time: format.hours(apart) })}</strong></p>
    </div>
  );
}
