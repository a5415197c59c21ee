// Leave this site: one press, or Shift three times. Hides the page at once, opens the neutral page in its place,
// and keeps the back button from showing what was here: whoever comes back by it lands on the neutral page again.
(() => {
  const address = document.currentScript.dataset.leave;
  const KEY = "left";
  const WITHIN = 1500;
  let presses = [];

  const store = (change) => {
    try {
      return change(window.sessionStorage);
    } catch {
      return null; // storage may be off; leaving works without it
    }
  };

  const go = () => {
    document.documentElement.hidden = true;
    window.location.replace(address);
  };

  const leave = () => {
    document.documentElement.hidden = true;
    document.title = "Notes";
    store((storage) => {
      storage.clear();
      storage.setItem(KEY, "1");
    });
    go();
  };

  const cameBack = (restored) =>
    restored || window.performance.getEntriesByType("navigation")[0]?.type === "back_forward";

  const look = (restored) => {
    if (!store((storage) => storage.getItem(KEY))) return;
    if (cameBack(restored)) go();
    else store((storage) => storage.removeItem(KEY)); // opened anew, on purpose
  };

  look(false);
  window.addEventListener("pageshow", (event) => event.persisted && look(true));

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-leave-now]")) return;
    event.preventDefault();
    leave();
  });

  const isWriting = (event) =>
    event.isComposing || Boolean(event.target.closest?.("input, textarea, select, [contenteditable]"));

  // Shift held while something is picked or drawn over with the mouse.
  document.addEventListener("pointerdown", () => { presses = []; });

  document.addEventListener("keydown", (event) => {
    // A capital letter is no wish to leave, and neither is anything pressed where words are written.
    if (event.key !== "Shift" || isWriting(event)) {
      presses = [];
      return;
    }
    if (event.repeat) return;
    const now = event.timeStamp;
    presses = [...presses.filter((at) => now - at <= WITHIN), now];
    if (presses.length >= 3) leave();
  });
})();
