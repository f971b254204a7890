import { useEffect, useState } from "preact/hooks";
import { format, said, t } from "../../i18n";
import { api, core } from "../../core";
import { Ledger, LedgerRow, State } from "../../ui";
import { askedInWords } from "../../ui/told";
import type { RoomView } from "../room";
import { turnedDown, type TurnedDown } from "./turneddown";
import { s } from "./words";

/** What was refused or declined, the newest first: kept, and told with who, and the reason. Nothing while there is nothing, or no network. */
export function Decided({ room }: { room: RoomView }) {
  const [records, setRecords] = useState<readonly TurnedDown[]>([]);
  const rounds = core.rounds.value;
  useEffect(() => {
    const stop = new AbortController();
    turnedDown((path) => api.get(path, { signal: stop.signal })).then(setRecords, () => undefined);
    return () => stop.abort();
  }, [rounds]);
  if (records.length === 0) return null;
  return (
    <section class="section" aria-labelledby="decided">
      <h2 id="decided">{s("decided.title")}</h2>
      <Ledger>
        {records.map((r) => (
          <LedgerRow key={r.id} when={format.moment(r.settled?.at ?? r.at)} what={<What of={r} room={room} />}>
            <State icon={r.verdict === "refused" ? "alarm" : "lock"}>{word(r)}</State>
            <Why of={r} room={room} />
          </LedgerRow>
        ))}
      </Ledger>
    </section>
  );
}

function word(r: TurnedDown): string {
  if (r.verdict === "refused" || r.settled?.message) return t("state.refused");
  return s(r.settled?.verdict === "superseded" ? "decided.superseded" : "decided.declined");
}

// What whoever said no wrote, and their name where it is known here; of what the server itself could not take, its sentence.
function Why({ of: { settled, message }, room }: { of: TurnedDown; room: RoomView }) {
  if (settled?.why) {
    const who = room.short(settled.person);
    return <span class="s">”{settled.why}”{who && ` (${who})`}</span>;
  }
  const sentence = settled ? settled.message : message;
  return sentence ? <span class="s">{said(sentence)}</span> : null;
}

// Which row it was about, where it is still here, and what was asked for.
function What({ of, room }: { of: TurnedDown; room: RoomView }) {
  const mine = room.mine.find((m) => m.row.ref === of.doc);
  const asked = of.op?.set ? askedInWords(of.op.set, room.short) : "";
  return <>{mine && <><b>{room.short(mine.shift.beneficiary)}</b> {format.shortDay(mine.shift.start)} {format.span(mine.shift.start, mine.shift.end)}: </>}{asked}</>;
}
