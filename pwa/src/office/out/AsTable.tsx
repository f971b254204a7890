import { Icon } from "../../ui";
import { o } from "../words";
import { Download } from "./Download";
import { written, type Table } from "./table";

/** What a picture shows as a table, behind a press, with the way to it as a file. */
export function AsTable({ list }: { list: Table }) {
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
                  const said = written(kind, row[j] ?? null);
                  return j === 0 ? <th scope="row" role="rowheader" key={title}>{said}</th> : <td role="cell" class={kind === "text" ? undefined : "num"} data-l={title} key={title}>{said}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Download list={() => list} />
    </details>
  );
}
