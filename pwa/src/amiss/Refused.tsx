import { shiftOf } from "../core/month";
import type { Row } from "../core/types";
import { format, said, t } from "../i18n";
import { Button, Ledger, LedgerRow, State, Trouble, type Desk } from "../ui";
import { stay } from "../ui/stay";
import { n, sv, type Key } from "./words";

/** What the server did not take of what was done here, each with why, until it has been read. */
export function Refused({ desk, docs }: { desk: Desk; docs: readonly Row[] }) {
  const kept = docs.flatMap((doc) => (doc.refused ? [{ kind: doc.kind, time: shiftOf(doc), ...doc.refused }] : []));
  const read = (): void => {
    const back = stay();
    void Promise.all(kept.map(({ id }) => desk.read(id))).then(back);
  };
  return (
    <Trouble icon="alarm" alarm title={n("title", { n: kept.length })}>
      <Ledger label={n("title", { n: kept.length })}>
        {kept.map(({ id, kind, time, op, verdict }) => (
          <LedgerRow key={id} when={op.at.wall ? format.moment(op.at.wall) : ""} what={n(kinds.find((key) => key === `kind.${kind}`) ?? "kind.other")}>
            {time && <span class="s num">{format.dayOfMonth(time.start)} {format.span(time.start, time.end)}</span>}
            <State tone="alarm" icon="alarm">{t("state.refused")}</State>
            <span class="s">{said(verdict?.message)}</span>
          </LedgerRow>
        ))}
      </Ledger>
      <p>{n("holds")}</p>
      <Button kind="line" onClick={read}>{n("read")}</Button>
    </Trouble>
  );
}

const kinds = Object.keys(sv) as Key[];
