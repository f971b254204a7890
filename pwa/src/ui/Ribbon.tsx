import type { Kind } from "./kind";

/** A piece of the strip, from and to as parts (0 to 1) of its length. */
export interface Piece {
  from: number;
  to: number;
  kind: Kind | "planned" | "again";
}

/** The strip of a day: 24 hours unless told otherwise, with the nights shaded and a bookmark at now. */
export interface RibbonProps {
  pieces: readonly Piece[];
  /** Where the bookmark stands, 0 to 1. */
  now?: number | undefined;
  /** The shaded parts. */
  nights?: readonly { from: number; to: number }[];
  /** What is written under it, from the start to the end. */
  hours?: readonly string[];
  onCover?: boolean;
  big?: boolean;
}

/** A part of a length, as SVG has it. */
export const percent = (part: number): string => `${Math.round(part * 100_000) / 1000}%`;

/** A picture beside words that say the same; it stays left-to-right everywhere, and a screen reader skips it. */
export function Ribbon({ pieces, now, nights = [], hours = ["00", "06", "12", "18", "24"], onCover, big }: RibbonProps) {
  return (
    <div class={big ? "ribbon ribbon--big" : "ribbon"} dir="ltr" aria-hidden="true">
      <svg>
        {nights.map((night) => <rect key={night.from} class="r-night" x={percent(night.from)} width={percent(night.to - night.from)} height="100%" />)}
        {hours.slice(1, -1).map((hour, i) => {
          const x = percent((i + 1) / (hours.length - 1));
          return <line key={hour + String(i)} class="r-tick" x1={x} x2={x} y1="0" y2="100%" />;
        })}
        {pieces.map((piece, i) => <Part key={i} piece={piece} onCover={onCover ?? false} />)}
        {now !== undefined && <rect class="r-now" x={percent(now)} width="4" height="100%" />}
      </svg>
      {hours.length > 0 && <div class="ribbon__hours">{hours.map((hour, i) => <span key={i}>{hour}</span>)}</div>}
    </div>
  );
}

function Part({ piece, onCover }: { piece: Piece; onCover: boolean }) {
  const at = { x: percent(piece.from), width: percent(Math.max(0, piece.to - piece.from)) };
  const suffix = onCover ? "-c" : "";
  switch (piece.kind) {
    case "planned":
      return <rect class="r-plan" {...at} y="2" rx="3" style={{ height: "calc(100% - 4px)" }} />;
    case "again":
      return <rect class="r-again" {...at} height="100%" />;
    case "active":
      return <rect class={`f-active${suffix}`} {...at} height="100%" />;
    case "waiting":
      return <rect class={onCover ? "o-cover" : "o-wait"} {...at} height="100%" fill={`url(#p-wait${suffix})`} />;
    case "standby":
      return <rect class={onCover ? "o-cover" : "o-standby"} {...at} height="100%" fill={`url(#p-standby${suffix})`} />;
  }
}
