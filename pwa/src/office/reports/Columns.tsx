import type { ComponentChildren } from "preact";
import { top } from "./review";

/** One series of a picture: what it is, and how it is inked. */
export interface Series {
  readonly label: string;
  /** full, hatched, or an edge without ink: never told apart by colour alone. */
  readonly ink: "full" | "hatch" | "edge" | "alarm";
}

/** A group of columns: its name, its values in the order of the series, what is written below it, and what is said of it. */
export interface Column {
  readonly name: string;
  readonly values: readonly number[];
  readonly foot?: ComponentChildren;
  readonly said: string;
}

/** Columns by month, beside each other or piled up. Drawn once for who looks; who listens hears a sentence a month. */
export function Columns({ series, columns, piled = false, most }: { series: readonly Series[]; columns: readonly Column[]; piled?: boolean; most?: number }) {
  const height = most ?? top(Math.max(...columns.map(({ values }) => (piled ? values.reduce((a, b) => a + b, 0) : Math.max(...values)))));
  return (
    <>
      <ul class="rep__legend" aria-hidden="true">{series.map((one) => <li key={one.label}><svg viewBox="0 0 10 10"><rect class={`ink ink--${one.ink}`} x=".5" y=".5" width="9" height="9" /></svg> {one.label}</li>)}</ul>
      <ol class="rep">
        {columns.map((column) => (
          <li key={column.name}>
            <svg class="chart" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
              <line class="rep__ground" x1="0" y1="100" x2="100" y2="100" vector-effect="non-scaling-stroke" />
              {bars(column.values, height, piled).map(({ x, y, w, h }, i) => <rect key={i} class={`ink ink--${series[i]?.ink ?? "full"}`} x={x} y={y} width={w} height={h} vector-effect="non-scaling-stroke" />)}
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
