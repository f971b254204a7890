import { Button } from "../ui";
import { choose, easy } from "./easy";
import { b } from "./words";

/** Between the easy version and the whole one, at the same place on every page that has both. */
export function EasySwitch() {
  return <Button kind="quiet" icon="book" onClick={() => choose(!easy.value)}>{b(easy.value ? "easy.off" : "easy.on")}</Button>;
}
