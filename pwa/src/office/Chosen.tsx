import { Button, Writes } from "../ui";
import { Fetched } from "../ui/Fetched";
import type { Toaster } from "../ui";
import type { Desk } from "../ui/desk";
import type { Deed } from "./many/plan";
import type { Customer } from "./types";
import { o } from "./words";

const pages = () => import("./many/pages");

interface ChosenProps {
  desk: Desk;
  month: string;
  customers: readonly Customer[];
  /** How many of them a search or a filter hides. */
  hidden: number;
  deed: Deed | undefined;
  onDeed: (deed: Deed | undefined) => void;
  onNone: () => void;
  again: () => void;
  toaster: Toaster;
}

/** How many are chosen, and what can be done with them; what will come of it is said before it is done. */
export function Chosen({ desk, month, customers, hidden, deed, onDeed, onNone, again, toaster }: ChosenProps) {
  const n = customers.length;
  const text = n === 0 ? "" : hidden > 0 ? `${o("board.chosen", { n })}, ${o("board.chosenHidden", { n: hidden })}` : o("board.chosen", { n });
  return (
    <>
      <span class="vh" role="status">{text}</span>
      {n > 0 && (
        <section class="chosen" aria-label={o("board.chosenDo")}>
          <p>{text}</p>
          <Button kind="quiet" icon="close" label={o("board.none")} onClick={onNone} />
          <Writes><div class="row">
            <Button kind="line" icon="bell" onClick={() => onDeed("remind")}>{o("board.remind")}</Button>
            <Button kind="line" icon="pen" onClick={() => onDeed("sign")}>{o("board.sign")}</Button>
            <Button kind="line" icon="arrow" onClick={() => onDeed("send")}>{o("board.send")}</Button>
            <Button kind="line" icon="paper" onClick={() => onDeed("print")}>{o("board.print")}</Button>
            <Button kind="primary" icon="lock" onClick={() => onDeed("lock")}>{o("board.lock")}</Button>
          </div></Writes>
        </section>
      )}
      {deed && n > 0 && <Fetched from={pages} show={({ Many }) => <Many key={deed} deed={deed} desk={desk} month={month} customers={customers} toaster={toaster} again={again} onClose={() => onDeed(undefined)} />} />}
    </>
  );
}
