// A phone's keeper of passkeys, played by Chromium itself over the debugging protocol.

/**
 * Gives a page an authenticator of its own, that says yes for whoever holds it.
 * @param {import("playwright-core").Page} page
 */
export async function authenticator(page) {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("WebAuthn.enable");
  const { authenticatorId } = await protocol.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return {
    /** Whether whoever holds the phone is its owner. @param {boolean} owner */
    async held(owner) {
      await protocol.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: owner });
    },
    /** How many keys it has. */
    async keys() {
      return (await protocol.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length;
    },
  };
}

/** Puts the app away, or takes it up again, as far as the page can tell. @param {import("playwright-core").Page} page @param {"hidden" | "visible"} state */
export async function become(page, state) {
  await page.evaluate((to) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => to });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}
