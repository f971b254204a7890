// Drawings of a phone at each step: outlines in ink, and the place to tap in the mark's yellow. They say nothing that the
// words beside them do not.

import type { ComponentChildren } from "preact";

/** What is drawn. */
export type Drawing = "share" | "sheet" | "home" | "open" | "dots" | "menu";

const line = (x: number, y: number, width: number) => <rect class="d-line" x={x} y={y} width={width} height="4" rx="2" />;

// Safari's bar lies at the bottom, Chrome's at the top.
const drawn: Record<Drawing, () => ComponentChildren> = {
  share: () => (
    <>
      {line(24, 34, 52)}{line(24, 46, 38)}{line(24, 58, 46)}
      <path class="d-bar" d="M16 132h88v24H16z" />
      <circle class="d-tap" cx="60" cy="144" r="13" />
      <path class="d-ink" d="M55 143h-2v9h14v-9h-2M60 148v-12M56 139l4-4 4 4" />
    </>
  ),
  sheet: () => (
    <>
      <path class="d-bar" d="M16 66a8 8 0 0 1 8-8h72a8 8 0 0 1 8 8v94H16z" />
      {line(28, 74, 44)}{line(28, 92, 52)}
      <rect class="d-tap" x="20" y="106" width="80" height="22" rx="5" />
      {line(28, 115, 40)}
      <path class="d-ink" d="M84 111h12v12H84zM90 114v6M87 117h6" />
      {line(28, 140, 34)}
    </>
  ),
  home: () => <Apps tap={false} />,
  open: () => <Apps tap />,
  dots: () => (
    <>
      <path class="d-bar" d="M16 20h88v22H16z" />
      {line(24, 29, 48)}
      <circle class="d-tap" cx="93" cy="31" r="10" />
      <path class="d-dots" d="M93 26v.1M93 31v.1M93 36v.1" />
      {line(24, 58, 60)}{line(24, 70, 46)}{line(24, 82, 54)}
    </>
  ),
  menu: () => (
    <>
      {line(24, 58, 20)}{line(24, 70, 16)}
      <rect class="d-bar" x="40" y="24" width="60" height="108" rx="5" />
      {line(50, 38, 34)}{line(50, 56, 40)}
      <rect class="d-tap" x="43" y="70" width="54" height="22" rx="4" />
      {line(50, 79, 38)}
      {line(50, 102, 30)}{line(50, 118, 36)}
    </>
  ),
};

function Apps({ tap }: { tap: boolean }) {
  const places = [26, 52, 78].flatMap((x) => [40, 70, 100].map((y) => [x, y] as const));
  return (
    <>
      {places.map(([x, y]) => (x === 52 && y === 70 ? null : <rect key={`${x} ${y}`} class="d-app" x={x} y={y} width="18" height="18" rx="4" />))}
      {tap && <circle class="d-tap" cx="61" cy="79" r="17" />}
      <path class="d-book" d="M54 69.5h12a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4H54a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2z" />
      <path class="d-mark" d="M61 69.5h4.5v8.5l-2.25-2-2.25 2z" />
    </>
  );
}

/** A phone, at a step. It stays as it is from right to left: so do phones' own bars in pictures of them. */
export function Phone({ of }: { of: Drawing }) {
  return (
    <svg class="drawing" viewBox="0 0 120 176" aria-hidden="true" focusable="false">
      <rect class="d-phone" x="13" y="5" width="94" height="166" rx="14" />
      {drawn[of]()}
      <path class="d-ink" d="M48 12h24" />
    </svg>
  );
}
