import { useEffect } from "preact/hooks";

/** Goes to the part of the page that the address names, once it is there: what it shows comes bit by bit. */
export function useLanding(): void {
  useEffect(() => {
    const name = location.hash.slice(1);
    if (name === "") return undefined;
    const land = (): boolean => {
      const part = document.getElementById(name);
      part?.scrollIntoView({ block: "start" });
      return part !== null;
    };
    if (land()) return undefined;
    const watch = new MutationObserver(() => land() && watch.disconnect());
    watch.observe(document.body, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, []);
}
