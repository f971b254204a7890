import { percent } from "../../ui/Ribbon";

/** Two versions of one time on the same scale: what both say, what one says more. */
export function Versus({ rows, scale }: { rows: readonly { who: string; shared: number; to: number }[]; scale: readonly [string, string] }) {
  return (
    <div class="versus" aria-hidden="true" dir="ltr">
      {rows.map((row) => (
        <>
          <span>{row.who}</span>
          <svg>
            <rect class="v-base" width={percent(row.shared)} height="100%" />
            {row.to > row.shared && <rect class="v-more" x={percent(row.shared)} width={percent(row.to - row.shared)} height="100%" />}
            <line class="v-end" x1={percent(row.to)} x2={percent(row.to)} y1="0" y2="100%" />
          </svg>
        </>
      ))}
      <span />
      <div class="versus__x"><span>{scale[0]}</span><span>{scale[1]}</span></div>
    </div>
  );
}
