import type { ComponentChildren } from "preact";
import { top } from "./review";

/** One series of a picture: what it is, and how it is inked. */
export interface Series {
  readonly label: string;
  /**
   * full, hatched, or an edge without ink: never told apart by colour alone. What is no column: a mark across, and a whisker that goes
   * on from a bar, ahead or above it, to where it is thought to end.
   */
  readonly ink: "full" | "hatch" | "edge" | "alarm" | "mark" | "ahead" | "above";
}

/** A group of columns: its name, its values in the order of the series, what is written below it, and what is said of it. */
export interface Column {
  readonly name: string;
  readonly values: readonly number[];
  /** To where the last of them is thought to go on. */
  readonly ahead?: number | undefined;
  readonly foot?: ComponentChildren;
  readonly said: string;
}

/** What each ink of a picture is. For who looks: who listens hears it with the figures. */
export function Legend({ series }: { series: readonly Series[] }) {
  return <ul class="rep__legend" aria-hidden="true">{series.map((one) => <li key={one.label}><svg viewBox="0 0 10 10"><Swatch ink={one.ink} /></svg> {one.label}</li>)}</ul>;
}

const strokes: Partial<Record<Series["ink"], string>> = { mark: "M5 0V10", ahead: "M0 5H9M9 1V9", above: "M5 10V1M1 1H9" };

function Swatch({ ink }: { ink: Series["ink"] }) {
  return strokes[ink] ? <path class="whisker" d={strokes[ink]} /> : <rect class={`ink ink--${ink}`} x=".5" y=".5" width="9" height="9" />;
}

/** Columns by month, beside each other or piled up. Drawn once for who looks; who listens hears a sentence a month. */
export function Columns({ series, columns, piled = false, most }: { series: readonly Series[]; columns: readonly Column[]; piled?: boolean; most?: number }) {
  const height = most ?? top(Math.max(...columns.map(({ values, ahead }) => (piled ? values.reduce((a, b) => a + b, 0) : Math.max(...values, ahead ?? 0)))));
  return (
    <>
      <Legend series={series} />
      <ol class="rep">
        {columns.map((column) => (
          <li key={column.name}>
            <svg class="chart" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
              <line class="rep__ground" x1="0" y1="100" x2="100" y2="100" vector-effect="non-scaling-stroke" />
              {bars(column.values, height, piled).map(({ x, y, w, h }, i) => <rect key={i} class={`ink ink--${series[i]?.ink ?? "full"}`} x={x} y={y} width={w} height={h} vector-effect="non-scaling-stroke" />)}
              {column.ahead !== undefined && <path class="whisker" d={whisker(column.values, column.ahead, height)} vector-effect="non-scaling-stroke" />}
            </svg>
            <b aria-hidden="true">{column.name}</b>
            {column.foot !== undefined && <small aria-hidden="true">{column.foot}</small>}
            <span class="vh">{column.said}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function bars(values: readonly number[], most: number, piled: boolean): { x: number; y: number; w: number; h: number }[] {
  const w = piled ? 64 : 80 / values.length;
  let below = 0;
  return values.map((value, i) => {
    const h = (Math.min(value, most) / most) * 100;
    const bar = piled ? { x: 18, y: 100 - below - h, w, h } : { x: 10 + i * w, y: 100 - h, w: w * 0.86, h };
    below += h;
    return bar;
  });
}

// From the top of the last column to where it is thought to go on, with a cap as broad as half of it.
function whisker(values: readonly number[], ahead: number, most: number): string {
  const last = bars(values, most, false).at(-1);
  if (!last) return "";
  const [x, y] = [last.x + last.w / 2, 100 - (Math.min(ahead, most) / most) * 100];
  return `M${x} ${last.y}V${y}M${x - last.w / 4} ${y}H${x + last.w / 4}`;
}
