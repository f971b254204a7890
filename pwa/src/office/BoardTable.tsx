import { useEffect, useRef } from "preact/hooks";
import { format, said } from "../i18n";
import { Button, Icon, type IconName } from "../ui";
import { cells, step, turn, type Cell, type Look } from "./stages";
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

/** Every customer of a month, each a ruled line that fills with ink. Up and down move between the names. */
export function BoardTable({ customers, month }: { customers: readonly Customer[]; month: string }) {
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    const move = (event: KeyboardEvent): void => {
      if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.metaKey || event.ctrlKey || event.altKey) return;
      const names = [...(table.current?.querySelectorAll<HTMLElement>("tbody th a") ?? [])];
      const focused = document.activeElement;
      if (focused instanceof HTMLInputElement && focused.type === "radio") return;
      const at = names.findIndex((name) => name === focused || name.closest("tr")?.contains(focused));
      const next = names[event.key === "ArrowDown" ? at + 1 : Math.max(0, at - 1)];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener("keydown", move);
    return () => document.removeEventListener("keydown", move);
  }, []);
  return (
    <div class="board-wrap">
      <table class="board" role="table" ref={table}>
        <caption class="vh">{o("board.caption", { month: format.month(month) })}</caption>
        <thead>
          <tr>
            <th scope="col">{o("board.customer")}</th>
            {boardStages.map((stage) => <th scope="col" key={stage}>{o(`stage.${stage}`)}</th>)}
            <th scope="col" colSpan={2}>{o("board.step")}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">{customers.map((c) => <Line key={c.beneficiary.id} customer={c} month={month} />)}</tbody>
      </table>
    </div>
  );
}

function Line({ customer, month }: { customer: Customer; month: string }) {
  const line = cells(customer);
  const whose = turn(customer);
  const at = step(customer);
  const href = monthPath(customer.beneficiary.id, month);
  const here = line[at - 1];
  const alarm = here?.look === "alarm";
  const mark: IconName = whose === "done" ? "check" : alarm ? "alarm" : whose === "you" ? "you" : "clock";
  return (
    <tr role="row" class={whose === "you" ? "is-you" : whose === "done" ? "is-done" : "is-wait"}>
      <th scope="row" role="rowheader"><a href={href}>{customer.beneficiary.name}</a></th>
      {line.map((cell) => <StageCell key={cell.stage} cell={cell} />)}
      <td class="b-next" role="cell">
        <span class={alarm ? "b-step b-step--alarm" : "b-step"}>
          <Icon name={mark} />{" "}
          {here === undefined ? o("board.allDone") : o("board.stepOf", { n: at, of: boardStages.length, stage: `${o(`stage.${here.stage}`).toLocaleLowerCase("sv")}, ${here.word === "–" ? o("stage.none") : here.word.toLocaleLowerCase("sv")}` })}
        </span>
        <span>{said(customer.next.message)}</span>
        {customer.ore > 0 && <span class="b-risk"><Icon name="coin" /> {o("board.risk", { kr: format.kronor(customer.ore) })}</span>}
      </td>
      <td class="b-act" role="cell">
        <Button kind="quiet" icon="arrow" href={href} label={`${o("board.open")}, ${customer.beneficiary.name}`}>{o("board.open")}</Button>
      </td>
    </tr>
  );
}

function StageCell({ cell }: { cell: Cell }) {
  const shape = icon[cell.look];
  return (
    <td role="cell" class={cell.look === "none" ? "st" : `st st--${cell.look}`}>
      <span class="vh">{o(`stage.${cell.stage}`)}: {o(spoken[cell.look])}. </span>
      {shape && <Icon name={shape} />}
      <span aria-hidden={cell.look === "none" || undefined}>{cell.word}</span>
    </td>
  );
}
