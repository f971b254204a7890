import { format } from "../../i18n";
import { State } from "../../ui";
import type { Mark } from "./marks";
import { p } from "./words";

/** What a day holds besides assistance, in words. */
export function DayMarks({ marks }: { marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <ul class="marks">
      {marks.map((mark, i) => {
        const what = p(`mark.${mark.kind}`);
        return <li key={mark.kind + String(i)}><State icon="info">{mark.from === undefined ? p("mark.all", { what }) : p("mark.when", { what, span: `${format.dotted(mark.from)}–${format.dotted(mark.to ?? "")}` })}</State></li>;
      })}
    </ul>
  );
}
