import { Fragment } from "preact";
import { Icon } from "../../ui";
import { dated } from "../papers/told";
import { o } from "../words";
import { Download, type Over } from "./Download";
import { written, type Table } from "./table";

/** What a picture shows as a table, behind a press, with the way to it as a file. A text of several things has a line for each. */
export function AsTable({ list, day = dated, over }: { list: Table; day?: (date: string) => string; over?: Over | undefined }) {
  return (
    <details class="as-table">
      <summary><Icon name="down" /> {o("list.table")}</summary>
      <div class="as-table__wide" role="group" tabIndex={0} aria-label={list.title}>
        <table class="checked" role="table">
          <thead role="rowgroup"><tr role="row">{list.columns.map(({ title }) => <th scope="col" role="columnheader" key={title}>{title}</th>)}</tr></thead>
          <tbody role="rowgroup">
            {list.rows.map((row, i) => (
              <tr role="row" key={i}>
                {list.columns.map(({ kind, title }, j) => {
                  const words = kind === "day" && row[j] ? day(String(row[j])) : written(kind, row[j] ?? null);
                  return j === 0 ? <th scope="row" role="rowheader" key={title}>{words}</th> : <td role="cell" class={kind !== "text" ? "num" : words.includes("; ") ? "many" : undefined} data-l={title} key={title}><span>{lines(words)}</span></td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Download list={() => list} over={over} />
    </details>
  );
}

function lines(words: string) {
  return words.split("; ").map((line, i) => <Fragment key={i}>{i > 0 && <br />}{line}</Fragment>);
}
