import { useEffect, useRef } from "preact/hooks";
import { locked } from "../lock";

/**
 * Arriving at a page: the browser's title says where one is, unless the app is locked, and, unless it is the first page, the focus goes to its
 * beginning, so that a screen reader reads it and the keyboard goes on from there.
 */
export function useArrival(path: string, title: string): void {
  const before = useRef(path);
  const shut = locked.value;
  useEffect(() => {
    document.title = title === "" || shut ? "Passbok" : `${title.replace(/\u00ad/g, "")} – Passbok`;
  }, [title, shut]);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [path]);
}
