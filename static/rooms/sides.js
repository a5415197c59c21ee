// People and details behind one button where there is no room beside the log; and the height a keyboard leaves.

export function begin(talk) {
  const root = document.getElementById("room");
  const open = document.getElementById("details-open");
  const close = document.getElementById("details-close");
  open.setAttribute("role", "button");
  open.setAttribute("aria-expanded", "false");
  close.setAttribute("role", "button");

  const log = document.getElementById("log");
  let place = 0;
  const isOpen = () => root.classList.contains("is-aside");
  const show = (on) => {
    if (on === isOpen()) return;
    if (on) place = log.scrollTop;
    root.classList.toggle("is-aside", on);
    if (!on) log.scrollTop = place; // a hidden box forgets where it stood
    open.setAttribute("aria-expanded", String(on));
    open.focus();
  };
  // The details are a step of their own: the way back leads to the talk and not out of the room.
  const toggle = () => {
    if (!isOpen()) {
      history.replaceState({ ...history.state, place: talk.place() }, "");
      history.pushState({ aside: true }, "");
      show(true);
    } else if (history.state?.aside) history.back();
    else show(false);
  };
  addEventListener("popstate", ({ state }) => show(Boolean(state?.aside)));

  if (location.hash === "#details") history.replaceState(null, "", location.pathname + location.search);
  if (history.state?.aside) show(true); // a reload
  for (const link of [open, close]) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      toggle();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggle();
    });
  }
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) toggle();
  });

  // Where a keyboard lies over the page instead of shrinking it, the visual viewport knows what is left.
  const view = window.visualViewport;
  const fit = () => {
    const covered = view.scale === 1 && window.innerHeight - view.height > 80;
    if (covered) document.documentElement.style.setProperty("--room-height", `${view.height}px`);
    else document.documentElement.style.removeProperty("--room-height");
    if (covered) window.scrollTo(0, 0);
  };
  view?.addEventListener("resize", fit);
}
