import { useEffect, useState } from "preact/hooks";
import { api, Problem, type Proof } from "../core";
import { route } from "../route";
import { Button, Notice, sentence } from "../ui";
import { running } from "./order";
import { Signing } from "./Signing";
import { w } from "./words";

interface Choice {
  readonly person: string;
  readonly name: string;
  readonly provider: string;
}

/** Signing in with BankID, on the page where a device is signed in. enter shows the proof, and throws what came instead. */
export function SignIn({ enter }: { enter: (proof: Proof) => Promise<void> }) {
  const [connected, know] = useState<boolean | undefined>(undefined);
  const [order, follow] = useState("");
  const [failed, fail] = useState<unknown>(undefined);
  const [choices, choose] = useState<readonly Choice[]>([]);
  useEffect(() => {
    api.open("GET", "/api/v1/about").then(async (about) => {
      know((about as { bankid?: boolean }).bankid === true);
      const found = (about as { bankid?: boolean }).bankid ? await running(true) : undefined;
      if (found && found.status !== "failed") follow(found.order);
    }, () => undefined); // without network the rest of the page says so
  }, []);
  const begin = async (): Promise<void> => {
    fail(undefined);
    choose([]);
    try {
      follow(((await api.open("POST", "/api/v1/session/bankid")) as { order: string }).order);
    } catch (error) {
      fail(error);
    }
  };
  const come = async (person?: string): Promise<void> => {
    fail(undefined);
    try {
      await enter({ order, ...(person === undefined ? {} : { person }) });
    } catch (error) {
      const people = error instanceof Problem && error.code === "bankid_which" ? (error.detail as { people: readonly Choice[] }).people : [];
      choose(people);
      if (people.length === 0) follow("");
      fail(error);
    }
  };
  if (connected === undefined) return null;
  return (
    <section class="stack stack--s">
      {route.value.path === "/bankid" && order === "" && <Notice icon="info">{w("back")}</Notice>}
      {failed !== undefined && <Notice tone="you" icon="you" live>{sentence(failed)}</Notice>}
      {!connected ? <p class="s soft">{w("nowhere")}</p>
        : choices.length > 0 ? (
          <>
            <h2>{w("which")}</h2>
            {choices.map((c) => <Button key={c.person} kind="line" wide onClick={() => void come(c.person)}>{`${c.provider}, ${c.name}`}</Button>)}
          </>
        )
        : order !== "" ? <Signing key={order} order={order} open onEnd={(end) => end === "signed_in" && void come()} again={() => void begin()} close={() => follow("")} />
        : <Button kind="line" wide icon="lock" onClick={() => void begin()}>{w("signIn")}</Button>}
    </section>
  );
}
