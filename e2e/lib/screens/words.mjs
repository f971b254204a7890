// What the screens' tour presses and reads, in both languages.

/** @typedef {"sv" | "en"} Language */

const both = /** @type {const} */ ({
  start: [/^Starta hos/, /^Start with/],
  stop: ["Stopp", "Stop"],
  waiting: ["Väntetid", "Waiting"],
  forgot: ["Jag glömde starta", "I forgot to start"],
  add: ["Lägg till tid i efterhand", "Add time afterwards"],
  addRow: ["Lägg till tid", "Add time"],
  save: ["Spara", "Save"],
  remove: ["Ta bort raden", "Remove the row"],
  closeUnsaved: ["Stäng utan att spara", "Close without saving"],
  close: ["Stäng", "Close"],
  cancel: ["Avbryt", "Cancel"],
  day: ["Dag", "Day"],
  from: ["Från", "From"],
  to: ["Till", "To"],
  why: [/^Varför ändrar du/, /^Why do you change/],
  onPhone: ["Sparat på telefonen", "Saved on the phone"],
  received: ["Mottaget", "Received"],
  waitsForOffice: ["Väntar på kontoret", "Waiting for the office"],
  allReceived: ["Allt är mottaget", "Everything is received"],
  offline: ["Utan nät", "Offline"],
  answer: ["Svara", "Answer"],
  change: ["Ändra", "Change"],
  shareFile: ["Dela raderna som fil", "Share the rows as a file"],
  showCode: ["Visa en kod", "Show a code"],
  signOut: ["Logga ut", "Sign out"],
  signOutAnyway: ["Logga ut ändå", "Sign out anyway"],
  signedOut: ["Du är utloggad", "You are signed out"],
  history: ["Historik", "History"],
  nothing: ["Sidan finns inte", "There is no such page"],
  welcome: ["Välkommen till Passbok", "Welcome to Passbok"],
  code: ["Koden du har fått", "The code you were given"],
  signIn: ["Logga in", "Sign in"],
  notIn: ["Det gick inte att logga in", "You could not be signed in"],
  firstTime: ["Första gången behövs nät", "The first time needs a network"],
  full: ["Telefonen har slut på plats", "The phone is out of space"],
  hello: [/^Hej /, /^Hello /],
  lookAt: ["Titta på räkningen", "Look at the invoice"],
  noInvoice: ["Ingen räkning att titta på", "No invoice to look at"],
  notReady: ["Den här räkningen är inte klar än", "This invoice is not ready yet"],
  asList: ["Visa som lista", "Show as a list"],
  wrong: ["Något stämmer inte", "Something is wrong"],
  send: [/^Skicka till Försäkrings.?kassan$/, /^Send to Försäkrings.?kassan$/],
  goOn: [/^Fortsätt hos Försäkrings.?kassan$/, /^Go on at Försäkrings.?kassan$/],
  signedYet: ["Är räkningen underskriven?", "Is the invoice signed?"],
  thanks: [/^Tack\. Oktober är klar/, /^Thank you\. October is done/],
  done: ["Klar", "Done"],
  turnOn: ["Slå på aviseringar", "Turn on notices"],
  notSent: ["Det gick inte att skicka", "It could not be sent"],
  help: ["Hjälp", "Help"],
  larger: ["Större", "Larger"],
  lock: ["Lås räkningen", "Lock the invoice"],
  isLocked: ["Räkningen är låst", "The invoice is locked"],
  byKind: ["Sort av tid", "Kind of time"],
  find: ["Sök kund", "Find a customer"],
  noMatch: ["Ingen kund passar in", "No customer fits"],
  noCustomers: [/^Inga kunder i/, /^No customers in/],
  invite: [/^Bjud in, Tilda/, /^Invite, Tilda/],
  makeLink: ["Gör en länk", "Make a link"],
  copyLink: ["Kopiera länken", "Copy the link"],
  reopen: ["Öppna räkningen igen", "Open the invoice again"],
  late: ["Sena ändringar", "Late changes"],
  decline: ["Avslå", "Decline"],
  signedDiffers: ["Det som skrevs under är inte det som skickades", "What was signed is not what was sent"],
  people: ["Personer", "People"],
});

/**
 * The words of a language.
 * @param {Language} language @returns {{[name in keyof typeof both]: string | RegExp}}
 */
export function words(language) {
  const at = language === "en" ? 1 : 0;
  return /** @type {any} */ (Object.fromEntries(Object.entries(both).map(([name, pair]) => [name, pair[at]])));
}
