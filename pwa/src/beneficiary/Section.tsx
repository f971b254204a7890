import type { ComponentChildren } from "preact";
import { Aloud } from "./Aloud";

/** A part of a page: its heading, a button that reads it aloud by a name of its own, and what it says. */
export function Section({ id, title, read, children }: { id: string; title: ComponentChildren; read: string; children: ComponentChildren }) {
  return (
    <section class="section" id={`part-${id}`} aria-labelledby={id}>
      <div class="row row--between part">
        <h2 id={id}>{title}</h2>
        <Aloud of={`part-${id}`}>{read}</Aloud>
      </div>
      {children}
    </section>
  );
}
