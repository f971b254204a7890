import { useEffect, useState } from "preact/hooks";
import { format, said, t } from "../i18n";
import { api, core, type Fields, type Sentence } from "../core";
import { Ledger, LedgerRow, State } from "../ui";
import { askedInWords } from "../ui/told";
import { d } from "./decided/words";
import type { RoomView } from "./room";

/** One of one's own operations that was not simply taken, as the server tells it. */
interface Record {
  readonly id: string;
  readonly at: string;
  readonly doc?: string;
  readonly verdict: string;
  readonly message?: Sentence;
  readonly op?: { readonly set?: Fields };
  readonly settled?: { readonly verdict: string; readonly person: string; readonly why?: string; readonly message?: Sentence; readonly at: string };
}

/** What was refused or declined, the newest first: kept, and told with who, and the reason. Nothing while there is nothing, or no network. */
export function Decided({ room }: { room: RoomView }) {
  const [records, setRecords] = useState<readonly Record[]>([]);
  const rounds = core.rounds.value;
  useEffect(() => {
    const stop = new AbortController();
    api.get("/api/v1/ops?mine", { signal: stop.signal }).then((answer) => setRecords((answer as { ops: Record[] }).ops), () => undefined);
    return () => stop.abort();
  }, [rounds]);
  const shown = records.filter((r) => r.verdict === "refused" || r.settled?.verdict === "declined" || r.settled?.verdict === "superseded").slice(0, 20);
  if (shown.length === 0) return null;
  return (
    <section class="section" aria-labelledby="decided">
      <h2 id="decided">{d("title")}</h2>
      <Ledger>
        {shown.map((r) => (
          <LedgerRow key={r.id} when={format.moment(r.settled?.at ?? r.at)} what={<What of={r} room={room} />}>
            <State icon={r.verdict === "refused" ? "alarm" : "lock"}>{word(r)}</State>
            <Why of={r} room={room} />
          </LedgerRow>
        ))}
      </Ledger>
    </section>
  );
}

function word(r: Record): string {
  if (r.verdict === "refused" || r.settled?.message) return t("state.refused");
  return d(r.settled?.verdict === "superseded" ? "superseded" : "declined");
}

// What whoever said no wrote, and their name where it is known here; of what the server itself could not take, its sentence.
function Why({ of: { settled, message }, room }: { of: Record; room: RoomView }) {
  if (settled?.why) {
    const who = room.short(settled.person);
    return <span class="s">”{settled.why}”{who && ` (${who})`}</span>;
  }
  const sentence = settled ? settled.message : message;
  return sentence ? <span class="s">{said(sentence)}</span> : null;
}

// Which row it was about, where it is still here, and what was asked for.
function What({ of, room }: { of: Record; room: RoomView }) {
  const mine = room.mine.find((m) => m.row.ref === of.doc);
  const asked = of.op?.set ? askedInWords(of.op.set, room.short) : "";
  return <>{mine && <><b>{room.short(mine.shift.beneficiary)}</b> {format.shortDay(mine.shift.start)} {format.span(mine.shift.start, mine.shift.end)}: </>}{asked}</>;
}
