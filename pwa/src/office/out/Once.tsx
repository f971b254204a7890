import { useState } from "preact/hooks";
import { Button, TextField } from "../../ui";
import { u } from "./words";

/** A secret that is shown this once, and a way to copy it. */
export function Once({ label, secret, children }: { label: string; secret: string; children?: preact.ComponentChildren }) {
  const [copied, tell] = useState<boolean | undefined>(undefined);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(secret);
      tell(true);
    } catch {
      tell(false);
    }
  };
  return (
    <div class="once stack stack--s">
      <TextField label={label} value={secret} onInput={() => undefined} readOnly />
      <div class="row row--start">
        <Button kind="line" onClick={() => void copy()}>{u("once.copy")}</Button>
        {children}
      </div>
      <p class="s" role="status">{copied === true ? u("once.copied") : copied === false ? u("once.mark") : u("once.only")}</p>
    </div>
  );
}
