// Leave this site: one press, or Shift three times (or five, or not at all: accounts/leaving.py). Hides the page at once,
// opens the neutral page in its place, signs out where that is wished, and keeps the back button from showing what was here: whoever comes back by it lands on the neutral page again.
(() => {
  const KEY = "left";
  const { leave: address, keys } = document.currentScript.dataset;
  // How many presses, and within how many milliseconds.
  const WAYS = { three: [3, 1500], five: [5, 2500], off: [Infinity, 0] };
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

  // Of the person, else of this browser: pages that ask nobody who they are know no person.
  const way = () => {
    const kept = keys || /(?:^|; )leaving=(\w+)/.exec(document.cookie)?.[1];
    return Object.hasOwn(WAYS, kept) ? kept : "three";
  };

  const signOut = () => {
    const form = document.querySelector("form[data-leave-form]");
    if (!form) return;
    navigator.sendBeacon(form.action, new FormData(form));
    try { window.localStorage.clear(); } catch { /* storage may be off */ }
  };

  const leave = () => {
    document.documentElement.hidden = true;
    signOut();
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
    const [times, within] = WAYS[way()];
    presses = [...presses.filter((at) => now - at <= within), now];
    if (presses.length >= times) leave();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const hint of document.querySelectorAll("[data-leaving]")) hint.hidden = hint.dataset.leaving !== way();
  });
})();
