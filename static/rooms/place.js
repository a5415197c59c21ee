// Addresses within the room: a message has one of its own, and the way back leads to where the reader stood.

export function begin(log, pages) {
  const save = () => history.replaceState({ ...history.state, place: log.place() }, "");

  /** Show a message under its own address; what was on the screen is one step back. */
  const go = async (seq, address) => {
    save();
    if (!log.find(seq) && !(await pages.around(seq))) return;
    history.pushState({ place: log.place() }, "", address);
    log.jump(seq);
    save();
  };

  log.scroller.addEventListener("click", (event) => {
    const link = event.target.closest(".message-link, [data-jump]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.dataset.jump) {
      go(Number(link.dataset.jump), link.href);
      return;
    }
    save();
    history.pushState(history.state, "", link.href);
    log.mark(link.closest(".message"));
  });

  const stand = async (state) => {
    if (!state || !("place" in state)) return;
    if (!log.stand(state.place)) {
      if (state.place) await pages.around(state.place.seq);
      else await pages.newest();
      log.stand(state.place);
    }
  };

  addEventListener("popstate", ({ state }) => {
    const named = /\/messages\/(\d+)\/$/.exec(location.pathname)?.[1];
    log.mark(log.find(named));
    stand(state);
  });
  addEventListener("pagehide", save);
  // After a reload, or back from another page that the browser has not kept.
  const way = performance.getEntriesByType("navigation")[0]?.type;
  if ((way === "reload" || way === "back_forward") && (history.state?.place || !log.found)) stand(history.state);
}
