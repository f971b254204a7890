/**
 * Remembers where the focus is. If what has it goes away, the answer gives it to what stood around that: who reads or steps
 * on from there is not thrown to the beginning of the page.
 */
export function stay(): () => void {
  const around: HTMLElement[] = [];
  for (let at = document.activeElement as HTMLElement | null; at && at !== document.body; at = at.parentElement) around.push(at);
  return () => {
    const place = around.find((e) => e.isConnected);
    if (!place || document.activeElement !== document.body) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };
}

/** Brings into sight what has just come up at the end of something, and may lie under what stands over the page. */
export function reveal(last: HTMLElement | null): void {
  last?.scrollIntoView({ block: "nearest" });
}
