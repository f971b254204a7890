import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Button, Finding, Icon, Notice, Skeleton, State, TextField, Trouble, Writes, type Toaster } from "../ui";
import { useAsked } from "../ui/asking";
import type { Desk } from "../ui/desk";
import { Failed } from "../ui/Failed";
import { sentence } from "../ui/sentence";
import { useGiving } from "./commands";
import { changesOf, kindInWords, placeOf, reasonOf, type Late } from "./late";
import { namesOf } from "./people";
import { o } from "./words";

interface Waiting {
  parked: readonly Late[];
  all: number;
}

/** How many changes wait for the office, with the way to them. Nothing where none does. */
export function LateNotice({ desk }: { desk: Desk }) {
  const asked = useAsked<Waiting>(desk, "/api/v1/parked", 15_000);
  const n = asked.value?.all ?? 0;
  if (n === 0) return null;
  return <Notice tone="you" icon="you"><a href="/office/late">{o("late.notice", { n })}</a></Notice>;
}

/** Every change that waits for the office, whatever it is about: applied, or declined and said why. */
export function LatePage({ desk, toaster }: { desk: Desk; toaster: Toaster }) {
  const asked = useAsked<Waiting>(desk, "/api/v1/parked", 15_000);
  const { busy, refusal, give } = useGiving(desk, asked.again, toaster);
  const names = namesOf(desk.docs.value, t("who.someone"));
  const waiting = asked.value?.parked ?? [];
  const failed = refusal.value?.kind === "failed" ? refusal.value.failed : undefined;
  return (
    <>
      <header class="head"><div><a class="back" href="/office"><Icon name="prev" flip /> {o("nav.board")}</a><h1>{o("late.title")}</h1></div></header>
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
      {asked.failed !== undefined && <Failed failed={asked.failed} again={asked.again} />}
      {asked.value === undefined && asked.failed === undefined && <Skeleton rows={4} label={o("late.loading")} />}
      {asked.value && waiting.length === 0 && <Trouble icon="check" title={o("late.none")}><p>{o("late.noneWhat")}</p></Trouble>}
      {waiting.length > 0 && (
        <section class="section" aria-labelledby="waiting">
          <h2 id="waiting">{o("late.notice", { n: asked.value?.all ?? 0 })}</h2>
          <div class="findings findings--joined">
            {waiting.map((late) => (
              <LateChange
                key={late.op} late={late} names={names} busy={busy.value}
                onApply={() => void give(`/api/v1/parked/${late.op}/apply`, {}, o("parked.applied"))}
                onDecline={(why) => void give(`/api/v1/parked/${late.op}/decline`, { why }, o("parked.declined", { who: late.name || names(late.person) }))}
              />
            ))}
          </div>
        </section>
      )}
      {asked.value && asked.value.all > waiting.length && <p class="soft">{o("late.more", { n: asked.value.all - waiting.length })}</p>}
    </>
  );
}

/** One change that waits, and what the coordinator decides. */
export function LateChange({ late, names, busy, onApply, onDecline }: { late: Late; names: (id: string) => string; busy: boolean; onApply: () => void; onDecline: (why: string) => void }) {
  const [declining, decline] = useState(false);
  const [why, explain] = useState("");
  const [missing, miss] = useState(false);
  const who = late.name || names(late.person);
  const where = [late.beneficiary.name, late.month && format.month(late.month, true)].filter(Boolean).join(", ");
  const place = placeOf(late);
  return (
    <Finding state={<State tone="you" icon="you">{t("state.you")}</State>} title={<>{kindInWords(late.doc)}{where && `: ${where}`}</>}>
      <p class="s">{reasonOf(late, who)} {format.capital(format.fullMoment(late.came))}</p>
      <ul class="listed s">
        {changesOf(late, names).map(({ label, is, set }) => <li key={label + set}>{is === undefined ? o("late.new", { label, set }) : o("late.change", { label, is, set })}</li>)}
      </ul>
      {late.why && <p class="s">”{late.why}”</p>}
      {declining && <TextField label={o("parked.declineWhy")} value={why} onInput={explain} wrong={missing && why.trim() === "" ? t("why.needed") : undefined} maxLength={500} />}
      <Writes><div class="row">
        {!declining && late.doc !== "" && <Button kind="line" icon="check" busy={busy} onClick={onApply}>{o("parked.apply")}</Button>}
        <Button
          kind={declining ? "line" : "quiet"} busy={busy}
          onClick={() => {
            if (!declining) decline(true);
            else if (why.trim() === "") miss(true);
            else onDecline(why.trim());
          }}
        >
          {o("parked.decline")}
        </Button>
        {declining && <Button kind="quiet" onClick={() => decline(false)}>{t("do.cancel")}</Button>}
        {!declining && place && <Button kind="quiet" href={place}>{o("late.look")}</Button>}
      </div></Writes>
    </Finding>
  );
}
