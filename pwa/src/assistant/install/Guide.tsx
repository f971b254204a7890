import "./guide.css";
import { useState } from "preact/hooks";
import { install, installing, system, type System } from "../../install";
import { Button, Chips, Notice } from "../../ui";
import { Phone, type Drawing } from "./drawings";
import { g } from "./words";

type Phones = Exclude<System, "other">;
type Word = Parameters<typeof g>[0];

// Each step: what is drawn, and what is said.
const ways: Record<Phones, readonly { readonly drawing?: Drawing; readonly say: readonly Word[] }[]> = {
  iphone: [
    { drawing: "share", say: ["iphone.1", "iphone.1else"] }, { drawing: "sheet", say: ["iphone.2"] },
    { drawing: "home", say: ["iphone.3"] }, { drawing: "open", say: ["iphone.4"] },
  ],
  android: [
    { drawing: "dots", say: ["android.1"] }, { drawing: "menu", say: ["android.2"] }, { drawing: "home", say: ["android.3", "android.else"] },
  ],
  mac: [{ say: ["mac.1"] }, { say: ["mac.2"] }],
};

/** How to put the app on the home screen, step by step, with pictures. */
export function Guide() {
  const here = system();
  const [which, choose] = useState<Phones>(here === "other" ? "android" : here);
  return (
    <>
      <div>
        <h1>{g("title")}</h1>
        <p class="soft">{g("why")}</p>
      </div>
      {installing.value === "installed" && <Notice tone="done" icon="done">{g("there")}</Notice>}
      {installing.value === "ask" && <Button kind="primary" wide icon="download" onClick={() => void install()}>{g("do")}</Button>}
      <Chips
        legend={g("which")} name="phone" value={which} onChange={choose}
        options={(Object.keys(ways) as Phones[]).map((value) => ({ value, label: g(value) }))}
      />
      <ol class="guide" aria-label={g(which)}>
        {ways[which].map(({ drawing, say }, i) => (
          <li class="leaf" key={`${which} ${i}`}>
            {drawing && <Phone of={drawing} />}
            <div class="stack stack--s">{say.map((word, n) => <p key={word} class={n > 0 ? "soft" : undefined}>{n === 0 && <b>{i + 1}. </b>}{g(word)}</p>)}</div>
          </li>
        ))}
      </ol>
    </>
  );
}
