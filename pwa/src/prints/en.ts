// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "print.invoice": "Print the invoice (PDF)",
  "print.sheet": "Print the timesheet (PDF)",
  "print.get": "Get it as PDF",
  "print.page": "Read it as a web page",
  "print.saved": "The PDF has been downloaded. It holds personal identity numbers: remove the file from the device once you do not need it any more.",
  "print.ready": "The page has been fetched, and opens in a window of its own.",
  "print.open": "Open it if nothing happened",
  "print.failed": "The paper could not be fetched. Nothing has changed.",

  "verify.title": "Check a paper",
  "verify.lead": "Invoices and timesheets that were printed from Passbok bear a reference and a checksum. Here you see whether they belong to a paper that was sealed here, and when.",
  "verify.scan": "The easiest way is to read the QR code on the paper with your phone's camera. Then everything is filled in.",
  "verify.reference": "Reference",
  "verify.referenceHow": "As it stands on the paper, for example 4f2a9c-48213.",
  "verify.referenceWrong": "The reference is six characters, a hyphen and a number. Write it as it stands on the paper.",
  "verify.hash": "Checksum",
  "verify.hashHow": "64 characters in groups of four. Spaces do not matter.",
  "verify.hashWrong": "The checksum is 64 characters, digits and letters from a to f. There are {n} here.",
  "verify.go": "Check",
  "verify.busy": "Checking",
  "verify.yes": "It matches",
  "verify.yesWhen": "A paper with that reference and checksum was sealed {when}, and has not been changed on our side since.",
  "verify.compare": "We do not see the paper in your hand. If you are unsure of the figures, ask whoever gave it to you for a new print, and compare.",
  "verify.no": "It does not match",
  "verify.noWhat": "No paper with that reference and checksum was sealed here. Check that every character is there, and that the address of this page is the one on the paper.",
  "verify.noErased": "What was erased by law cannot be checked either.",
  "verify.failed": "It could not be checked just now",
  "verify.privacy": "The answer never says whom a paper is about, and we do not keep what you write.",

  "stated.month": "Month",
  "stated.personnummer": "Personal number",
  "stated.name": "Name",
  "stated.organisationsnummer": "Organisation number",
  "stated.provider": "Provider",
  "stated.version": "Version",
};
