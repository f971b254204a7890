// The accessibility statement: at /tillganglighet, for anybody, signed in or not.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { api } from "../core";
import { App, Bar, Language, useArrival } from "../ui";
import { route } from "../route";
import { w } from "./words";

/** What the law asks to be said, and whom to turn to. */
export default function Accessible() {
  const [contact, told] = useState("");
  useEffect(() => {
    api.open("GET", "/api/v1/about").then((about) => told((about as { contact: string }).contact), () => undefined);
  }, []);
  useArrival(route.value.path, w("title"));
  return (
    <App bar={<Bar back={{ href: "/" }} />}>
      <h1>{w("title")}</h1>
      <p>{w("lead")}</p>
      <p>{w("law")}</p>
      <Part name="state"><p>{w("state")}</p></Part>
      <Part name="known"><Points of={["known.1", "known.2", "known.3", "known.4", "known.5", "known.6"]} /></Part>
      <Part name="ease"><Points of={["ease.1", "ease.2", "ease.3", "ease.4"]} /></Part>
      <Part name="tested"><Points of={["tested.1", "tested.2", "tested.3", "tested.4", "tested.5"]} /></Part>
      <Part name="ask">
        <p>{w("ask")}</p>
        <p><b>{contact ? w("ask.who", { contact }) : w("ask.none")}</b></p>
      </Part>
      <Part name="watch">
        <p>{w("watch")}</p>
        <p><a class="alone" href="https://www.digg.se/tdosanmalan">{w("watch.link")}</a></p>
      </Part>
      <div class="leaf"><Language /></div>
    </App>
  );
}

function Part({ name, children }: { name: "state" | "known" | "ease" | "tested" | "ask" | "watch"; children: ComponentChildren }) {
  return <section class="section" aria-labelledby={name}><h2 id={name}>{w(`${name}.title`)}</h2>{children}</section>;
}

function Points({ of }: { of: readonly Parameters<typeof w>[0][] }) {
  return <ul class="stack">{of.map((point) => <li key={point}>{w(point)}</li>)}</ul>;
}
