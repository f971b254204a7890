import { useEffect, useRef } from "preact/hooks";

/**
 * Arriving at a page: the browser's title says where one is, and, unless it is the first page, the focus goes to its
 * beginning, so that a screen reader reads it and the keyboard goes on from there.
 */
export function useArrival(path: string, title: string): void {
  const before = useRef(path);
  useEffect(() => {
    document.title = title === "" ? "Passbok" : `${title.replace(/\u00ad/g, "")} – Passbok`;
  }, [title]);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [path]);
}
