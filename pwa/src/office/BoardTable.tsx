import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { format, language, said } from "../i18n";
import { Button, Icon, readsOnly, type IconName } from "../ui";
import type { Deed } from "./many/plan";
import { isAll, type Press, type Selection } from "./selection";
import { cells, pressedOrder, step, turn, type Cell, type Look, type Order } from "./stages";
import { boardStages, type Customer } from "./types";
import { o } from "./words";

const icon: Record<Look, IconName | undefined> = { done: "check", you: "you", part: "todo", wait: "clock", alarm: "alarm", none: undefined };
const spoken: Record<Look, Parameters<typeof o>[0]> = {
  done: "stage.done", you: "stage.you", part: "stage.part", wait: "stage.waits", alarm: "stage.wrong", none: "stage.none",
};

/** Where a customer's month is. */
export function monthPath(beneficiary: string, month: string): string {
  return `/office/${beneficiary}/${month}`;
}

interface BoardTableProps {
  customers: readonly Customer[];
  month: string;
  selection: Selection;
  onPress: (press: Press) => void;
  order: Order;
  onOrder: (order: Order) => void;
  /** A key asks for something to be done with those that are chosen. */
  onDeed: (deed: Deed) => void;
}

const deedKeys: Readonly<Record<string, Deed>> = { p: "remind", u: "sign", s: "send", v: "print", l: "lock" };

/** Every customer of a month, each a ruled line that fills with ink. Up and down move between the names; a line is chosen with the space bar. */
export function BoardTable({ customers, month, selection, onPress, order, onOrder, onDeed }: BoardTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const chooses = !readsOnly.value; // whoever only reads has nothing to do with many
  const drawn = useDrawn(customers.length);
  const ids = useMemo(() => customers.map((c) => c.beneficiary.id), [customers]);
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]")) return;
      const names = [...(table.current?.querySelectorAll<HTMLElement>("tbody th a") ?? [])];
      const focused = document.activeElement;
      const at = names.findIndex((name) => name === focused || name.closest("tr")?.contains(focused));
      const inside = table.current?.contains(focused) === true;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (focused instanceof HTMLInputElement && focused.type === "radio") return;
        const next = event.key === "ArrowDown" ? at + 1 : Math.max(0, at - 1);
        const name = names[next];
        if (name === undefined) return;
        event.preventDefault();
        if (event.shiftKey && at >= 0 && chooses) {
          const here = idOf(names[at]);
          if (selection.from === "" || !selection.chosen.has(here)) onPress({ is: "one", id: here });
          onPress({ is: "to", id: idOf(name), shown: ids });
        }
        name.focus();
        return;
      }
      if (event.key === "Escape" && selection.chosen.size > 0 && !(focused instanceof HTMLElement && focused.matches("input[type=search], select"))) {
        event.preventDefault();
        return onPress({ is: "none" });
      }
      if (!inside || event.shiftKey || !chooses) return;
      const deed = deedKeys[event.key];
      const box = focused instanceof HTMLInputElement && focused.type === "checkbox";
      if (at >= 0 && (event.key === "x" || (event.key === " " && focused === names[at]))) onPress({ is: "one", id: idOf(names[at]) });
      else if (event.key === "a") onPress({ is: "all", shown: ids });
      else if (deed !== undefined && selection.chosen.size > 0) onDeed(deed);
      else return;
      if (!box || event.key !== " ") event.preventDefault();
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, [ids, selection, onPress, onDeed, chooses]);
  // One listener for all boxes: a line that has not changed is not drawn anew.
  const click = (event: MouseEvent): void => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    const id = idOf(box);
    if (id === "") onPress({ is: "all", shown: ids });
    else onPress(event.shiftKey ? { is: "to", id, shown: ids } : { is: "one", id });
  };
  const column = { order, onOrder };
  return (
    <div class="board-wrap">
      <table class="board" role="table" ref={table} onClick={click}>
        <caption class="vh">{o("board.caption", { month: format.month(month) })}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <td class="b-sel" role="cell">{chooses && <label class="check"><input type="checkbox" checked={isAll(selection, ids)} /><span class="vh">{o("board.chooseAll")}</span></label>}</td>
            <Column by="name" {...column}>{o("board.customer")}</Column>
            {boardStages.map((stage) => <th scope="col" role="columnheader" key={stage}>{o(`stage.${stage}`)}</th>)}
            <Column by="step" {...column}>{o("board.step")}</Column>
            <Column by="risk" {...column}>{o("board.risky")}</Column>
            <td role="cell"><span class="vh">{o("board.open")}</span></td>
          </tr>
        </thead>
        <tbody role="rowgroup">{customers.slice(0, drawn).map((c) => <Line key={c.beneficiary.id} customer={c} month={month} chosen={chooses ? selection.chosen.has(c.beneficiary.id) : undefined} />)}</tbody>
      </table>
    </div>
  );
}

// Whose line it is in: what is drawn says it, since a press may come before what was drawn is known here.
function idOf(within: Element | undefined): string {
  const line = within?.closest("tr");
  return line?.dataset["id"] ?? "";
}

const atOnce = 40; // lines: more than a screen, and less than a person feels

/** How many of so many lines are drawn: a screen of them at once, the others a few at a time, so that no press waits for all. In the end all are there, to be found and read. */
function useDrawn(of: number): number {
  const [n, draw] = useState(atOnce);
  useEffect(() => {
    if (n >= of) return undefined;
    const timer = setTimeout(() => draw(n + atOnce));
    return () => clearTimeout(timer);
  }, [n, of]);
  return Math.min(n, of);
}

/** A heading that the lines can be sorted by. */
function Column({ by, order, onOrder, children }: { by: Order["by"]; order: Order; onOrder: (order: Order) => void; children: string }) {
  const here = order.by === by;
  return (
    <th scope="col" role="columnheader" class={`b-sort b-sort--${by}`} aria-sort={!here ? undefined : (by === "risk") !== order.back ? "descending" : "ascending"}>
      <button type="button" class={here ? "is-on" : undefined} aria-label={o("board.sort", { column: children.toLocaleLowerCase("sv") })} onClick={() => onOrder(pressedOrder(order, by))}>
        {children}<span aria-hidden="true" class={here ? (order.back ? "b-sort__up" : "b-sort__down") : "b-sort__no"}><Icon name="down" /></span>
      </button>
    </th>
  );
}

/** A customer's line; chosen is undefined for whoever chooses none. */
function Line({ customer, month, chosen }: { customer: Customer; month: string; chosen: boolean | undefined }) {
  const spoken = language.value;
  return useMemo(() => {
    const line = cells(customer);
    const whose = turn(customer);
    const at = step(customer);
    const href = monthPath(customer.beneficiary.id, month);
    const here = line[at - 1];
    const alarm = here?.look === "alarm";
    const mark: IconName = whose === "done" ? "check" : alarm ? "alarm" : whose === "you" ? "you" : "clock";
    const name = customer.beneficiary.name;
    return (
      <tr role="row" data-id={customer.beneficiary.id} class={`${whose === "you" ? "is-you" : whose === "done" ? "is-done" : "is-wait"}${chosen ? " is-sel" : ""}`}>
        <td class="b-sel" role="cell">{chosen !== undefined && <label class="check"><input type="checkbox" checked={chosen} aria-label={o("board.choose", { name })} /></label>}</td>
        <th scope="row" role="rowheader"><a href={href}>{name}</a></th>
        {line.map((cell) => <StageCell key={cell.stage} cell={cell} />)}
        <td class="b-next" role="cell">
          <span class={alarm ? "b-step b-step--alarm" : "b-step"}>
            <Icon name={mark} />{" "}
            {here === undefined ? o("board.allDone") : o("board.stepOf", { n: at, of: boardStages.length, stage: `${o(`stage.${here.stage}`).toLocaleLowerCase("sv")}, ${here.word === "–" ? o("stage.none") : here.word.toLocaleLowerCase("sv")}` })}
          </span>
          <span>{said(customer.next.message)}</span>
        </td>
        <td class="b-money" role="cell">
          {customer.ore > 0 ? <span class="b-risk"><Icon name="coin" /> <span>{format.kronor(customer.ore)}</span> <span class="b-money__what">{o("board.mayFail")}</span></span> : <span role="img" aria-label={o("board.noRisk")} />}
        </td>
        <td class="b-act" role="cell">
          <Button kind="quiet" icon="arrow" href={href} label={`${o("board.open")}, ${name}`}>{o("board.open")}</Button>
        </td>
      </tr>
    );
  }, [customer, month, chosen, spoken]);
}

// Of what is drawn and not written the name says it: a hidden word beside it would have a layer of its own, some thousand of them.
function StageCell({ cell }: { cell: Cell }) {
  const shape = icon[cell.look];
  return (
    <td role="cell" class={cell.look === "none" ? "st" : `st st--${cell.look}`}>
      <span role="img" aria-label={`${o(`stage.${cell.stage}`)}: ${o(spoken[cell.look])}.`}>{shape && <Icon name={shape} />}</span>
      <span aria-hidden={cell.look === "none" || undefined}>{cell.word}</span>
    </td>
  );
}
