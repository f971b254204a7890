import { format } from "../i18n";
import { Icon, Ledger, LedgerDay } from "../ui";
import { byDate, type Mine } from "./mine";
import type { RoomView } from "./room";
import { ShiftRow } from "./ShiftRow";
import { a } from "./words";

/** Rows that were removed, folded away: each can be opened, read and put back. Nothing where there are none. */
export function Gone({ of, room }: { of: readonly Mine[]; room: RoomView }) {
  if (of.length === 0) return null;
  return (
    <details>
      <summary><Icon name="down" /> {a("row.gone", { n: of.length })}</summary>
      <Ledger>
        {byDate(of).map(([date, rows]) => <>
          <LedgerDay>{format.capital(format.day(date))}</LedgerDay>
          {rows.map((m) => <ShiftRow key={m.row.ref} of={m} room={room} />)}
        </>)}
      </Ledger>
    </details>
  );
}
