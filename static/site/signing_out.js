// Signing out on purpose: what this tab still kept of one's writing goes with it. A sign-in that was lost keeps it, under
// the number of the person it belongs to.

document.getElementById("sign-out")?.addEventListener("submit", () => {
  try {
    for (const key of Object.keys(sessionStorage)) if (/^openhearth:(draft|unsent):/.test(key)) sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing for us has nothing to forget.
  }
});
