import { useEffect, useState } from "preact/hooks";

/** What changes with every key while one writes: seen at once, the first part in bold, and heard when it has come to rest; not at the beginning. */
export function Rested({ first, rest }: { first: string; rest: string }) {
  const words = `${first} ${rest}`;
  const [heard, say] = useState({ words, live: false });
  useEffect(() => {
    const timer = setTimeout(() => say((before) => (before.words === words ? before : { words, live: true })), 800);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <>
      <p aria-hidden="true"><strong>{first}</strong> {rest}</p>
      <span class="vh" role="status" aria-live={heard.live ? "polite" : "off"}>{heard.words}</span>
    </>
  );
}
