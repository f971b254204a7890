// Addresses of mail and numbers of mobiles, as they are typed, kept and shown. The rules are care's (care/reached.go). Pure.

/** Whether a text is an address of mail: one, with a domain that has a dot. */
export function isMail(text: string): boolean {
  const [local = "", domain = "", ...more] = text.split("@");
  const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
  return more.length === 0 && text.length <= 254 && local.length <= 64 && /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) && domain.split(".").length > 1 && domain.split(".").every((part) => label.test(part));
}

/** A number as people write it (070-174 06 05, +46 (0)70 174 06 05) as it is kept: +46701740605; undefined where it is no mobile's. */
export function readMobile(typed: string): string | undefined {
  let bare = typed.trim().replace(/[\s\-–/.]/g, "").replace("(0)", "").replace(/[()]/g, "");
  if (bare.startsWith("00")) bare = `+${bare.slice(2)}`;
  else if (bare.startsWith("0")) bare = `+46${bare.slice(1)}`;
  return typed.length <= 40 && /^\+[1-9]\d{7,14}$/.test(bare) && (!bare.startsWith("+46") || /^\+467\d{8}$/.test(bare)) ? bare : undefined;
}

/** A kept number as it is shown: a Swedish one as 070-174 06 05. */
export function spacedMobile(number: string): string {
  const parts = /^\+46(7\d)(\d{3})(\d\d)(\d\d)$/.exec(number);
  return parts ? `0${parts[1]}-${parts[2]} ${parts[3]} ${parts[4]}` : number;
}
