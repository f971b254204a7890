import { expect, test } from "vitest";
import { Unreachable } from "../core/api";
import { sentence } from "./sentence";

test("that nothing has happened is said only where that is known", () => {
  const said = (["offline", "lost", "once"] as const).map((came) => sentence(Object.assign(new Unreachable(), { came })));
  expect(said).toEqual([
    "Utan nät just nu. Ingenting har hänt. Försök igen när nätet är tillbaka.",
    "Vi vet inte om det kom fram. Titta, och försök igen om det inte är gjort.",
    "Vi vet inte om det kom fram. Titta, eller försök igen: det görs inte två gånger.",
  ]);
});
