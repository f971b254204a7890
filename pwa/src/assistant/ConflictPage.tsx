import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { between, instant, stamp } from "../core/time";
import { text, type Candidate, type Conflict, type Json } from "../core/types";
import { answerInWords } from "../ui/told";
import { Button, Choices, Ledger, LedgerRow, State, TextField, Trouble, Versus, Writes } from "../ui";
import { go } from "../route";
import type { Mine } from "./mine";
import type { RoomView } from "./room";
import { RowHistory } from "./RowHistory";
import { a } from "./words";

/** Two answers about one shift: what each says, who, when and why; and the choice between them. */
export function ConflictPage({ id, room }: { id: string; room: RoomView }) {
  const of = room.mine.find((m) => m.row.id === id);
  const conflict = of?.row.conflicts[0];
  if (!of || !conflict) {
    return (
      <Trouble icon="done" level={1} title={t("conflict.none")}>
        <Button kind="primary" wide href="/">{t("do.back")}</Button>
      </Trouble>
    );
  }
  return <Answer key={conflict.fields.join() + conflict.candidates.map((c) => c.op).join()} of={of} conflict={conflict} room={room} />;
}

function Answer({ of, conflict, room }: { of: Mine; conflict: Conflict; room: RoomView }) {
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
    if (confirm ? chosen === "other" : !pick) return room.edit({ shift: { ...of, row }, resolves: seen });
    setTried(true);
    if (removes && !confirm && why.trim() === "") return;
    // What stands needs only be said to be right; another answer is set anew.
    const set = confirm || pick === standing ? {} : clean(pick?.set ?? {});
    if (await room.act([{ ref: row.ref, base: row.rev, set, resolves: seen, why: why.trim() }])) {
      room.toasts.say(a("conflict.chosen"));
      go("/");
    }
  };
  const options = confirm
    ? [{ value: seen[0] ?? "", label: a("conflict.right") }, { value: "other", label: t("conflict.other"), sub: t("conflict.otherHow") }]
    : [
      ...candidates.map((c) => ({ value: c.op, label: value(c), sub: c.person === room.me ? t("conflict.mine") : t("conflict.office") })),
      { value: "other", label: t("conflict.other"), sub: t("conflict.otherHow") },
    ];
  const question = conflict.fields.includes("end") ? "conflict.ended" : conflict.fields.includes("start") ? "conflict.began" : "conflict.which";
  return (
    <>
      <div class="stack stack--s">
        <p class="soft">{format.capital(format.day(of.shift.start))}. {t("who.at", { name: room.short(of.shift.beneficiary) })}</p>
        <h1>{confirm ? a("conflict.title.confirm") : candidates.map((c) => <>{t("conflict.wrote", { who: names(c.person ?? ""), value: value(c) })}<br /></>)}</h1>
        <p>{confirm ? a("conflict.confirm") : t("conflict.both")}</p>
      </div>
      <section class="section" aria-labelledby="vem">
        <h2 id="vem" class="vh">{t("conflict.who")}</h2>
        <Difference conflict={{ ...conflict, candidates }} names={(id) => (id === room.me ? t("who.You") : room.short(id) || t("who.Office"))} />
        <Ledger>
          {candidates.map((c) => (
            <LedgerRow key={c.op} when={<span class="l">{value(c)}</span>} sub={c.person === room.me ? t("who.you") : t("who.office")} what={<strong>{names(c.person ?? "")}</strong>}>
              {c.at?.wall && <span>{format.capital(format.fullMoment(c.at.wall))}</span>}
              {c === standing && !confirm && <State icon="clock">{a("conflict.stands")}</State>}
              {c.why && <State icon="speak">”{c.why}”</State>}
            </LedgerRow>
          ))}
        </Ledger>
      </section>
      <Writes><form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Choices legend={t(confirm ? "conflict.which" : question)} name="answer" value={chosen} onChange={choose} options={options} />
        {chosen !== "other" && (
          <TextField
            label={t("why.labelShort")} optional={removes ? undefined : t("why.optional")} value={why} onInput={setWhy} maxLength={500}
            wrong={tried && removes && why.trim() === "" ? a("conflict.whyVoid") : undefined}
          />
        )}
        <Button kind="primary" big wide submit>{confirm || !pick ? (chosen === "other" ? t("conflict.otherHow") : t("do.save")) : t("conflict.save", { value: value(pick) })}</Button>
        <p class="soft s">{t("conflict.after")}</p>
      </form></Writes>
      <RowHistory of={of} room={room} />
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
      <p><strong>{t("conflict.difference", { time: format.hours(apart) })}</strong></p>
    </div>
  );
}
