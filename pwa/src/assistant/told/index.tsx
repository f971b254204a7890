// What the server has worked out of a month, and the phone cannot: granted hours, and what was found about one's own rows.
// Fetched with the month's page; without network, what was kept is shown.

import { useEffect, useState } from "preact/hooks";
import { format, said } from "../../i18n";
import { Button, Finding, State, Writes } from "../../ui";
import { useAsked } from "../../ui/asking";
import { desk } from "../../ui/device";
import type { RoomView } from "../room";
import { core, text } from "../../core";
import { shiftsOf } from "../mine";
import { across, untold, type Across } from "./across";
import { remember, remembered } from "./kept";
import { grantedInWords, shown, type OwnMonth, type Told } from "./told";
import { ClosedDays } from "./Closed";
import { w } from "./words";

export { FoldQuestion } from "../FoldQuestion"; // of one night in the year
export { ClosedMark, Waits } from "./Closed";

/** A month's granted hours and findings, and its closed days; place is whose alone are shown, "" for all of them. */
export default function Known({ room, month, place }: { room: RoomView; month: string; place: string }) {
  const asked = useAsked<{ months: readonly OwnMonth[] }>(desk, `/api/v1/me/months/${month}`, 60_000);
  const [kept, keep] = useState<readonly OwnMonth[] | undefined>(undefined);
  useEffect(() => void remembered(month).then(keep, () => undefined), [month]);
  useEffect(() => {
    if (asked.value) remember(month, asked.value.months).catch(() => undefined); // the disk is full: then it is only for now
  }, [asked.value]);
  const months = shown(asked.value?.months ?? kept ?? [], place, room.mine);
  const granting = months.filter(({ granted }) => granted);
  const found = months.flatMap(({ findings }) => findings);
  const others = core.others.value.map(({ rows, who }) => ({ provider: called(rows), shifts: shiftsOf(rows, who.person).map((m) => m.shift) }));
  const twice = others.length === 0 ? [] : untold(across(room.mine.map((m) => m.shift).filter((s) => place === "" || s.beneficiary === place), others, month), found);
  return (
    <>
      <ClosedDays {...{ room, month, place }} />
      {granting.length > 0 && (
        <section class="section" aria-labelledby="granted">
          <h2 id="granted">{w("granted")}</h2>
          <div class="leaf stack stack--s">
            {granting.map(({ beneficiary, granted }) => granted && (
              <div key={beneficiary.id}>
                <p><b>{room.short(beneficiary.id)}</b> {grantedInWords(granted)}</p>
                <p class="soft s">{w("period", { from: format.dayMonth(granted.from), to: format.dayMonth(granted.to) })}</p>
              </div>
            ))}
          </div>
        </section>
      )}
      {twice.length > 0 && (
        <section class="section" aria-labelledby="twice">
          <h2 id="twice">{w("twice")}</h2>
          <div class="findings">{twice.map((one) => <Twice key={one.here.ref + one.there.ref} of={one} room={room} />)}</div>
        </section>
      )}
      {found.length > 0 && (
        <section class="section" aria-labelledby="known">
          <h2 id="known">{w("title")}</h2>
          <div class="findings">{found.map((one) => <One key={one.code + one.rows.join()} of={one} room={room} />)}</div>
        </section>
      )}
    </>
  );
}

function called(rows: typeof core.rows.value): string {
  for (const { kind, fields } of rows.values()) if (kind === "provider" && text(fields, "name")) return text(fields, "name");
  return w("other");
}

function Twice({ of: { here, there, provider }, room }: { of: Across; room: RoomView }) {
  const mine = room.mine.find(({ row }) => row.ref === here.ref);
  const span = (s: typeof here): string => format.span(s.start, s.end);
  return (
    <Finding state={<State tone="you" icon="you">{w("look")}</State>} title={w("twice.what", { day: format.capital(format.day(here.start)), here: span(here), there: span(there), provider })}>
      <p>{w("twice.do")}</p>
      <Writes>{mine && <Button kind="line" onClick={() => room.edit({ shift: mine })}>{w("open", { day: format.shortDay(here.start), span: span(here) })}</Button>}</Writes>
    </Finding>
  );
}

function One({ of, room }: { of: Told; room: RoomView }) {
  const rows = of.rows.flatMap((ref) => room.mine.find(({ row }) => row.ref === ref) ?? []).slice(0, 3);
  const look = of.severity !== "informs";
  return (
    <Finding
      state={<State tone={look ? "you" : "plain"} icon={look ? "you" : "info"}>{w(look ? "look" : "know")}</State>}
      title={said(of.message)} rule={of.source && <><b>{w("source")}</b> {of.source}</>}
    >
      <p>{said(of.action)}</p>
      <Writes>{rows.map((m) => (
        <Button key={m.row.ref} kind="line" onClick={() => room.edit({ shift: m })}>
          {w("open", { day: format.shortDay(m.shift.start), span: format.span(m.shift.start, m.shift.end) })}
        </Button>
      ))}</Writes>
    </Finding>
  );
}
