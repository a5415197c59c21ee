// People and details behind one button where there is no room beside the log; and the height a keyboard leaves.

export function begin() {
  const root = document.getElementById("room");
  const open = document.getElementById("details-open");
  const close = document.getElementById("details-close");
  open.setAttribute("role", "button");
  open.setAttribute("aria-expanded", "false");
  close.setAttribute("role", "button");

  const log = document.getElementById("log");
  let place = 0;
  const show = (on) => {
    if (on) place = log.scrollTop;
    root.classList.toggle("is-aside", on);
    if (!on) log.scrollTop = place; // a hidden box forgets where it stood
    open.setAttribute("aria-expanded", String(on));
    open.focus();
  };
  if (location.hash === "#details") history.replaceState(null, "", location.pathname + location.search);
  const isOpen = () => root.classList.contains("is-aside");
  for (const link of [open, close]) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(!isOpen());
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      show(!isOpen());
    });
  }
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) show(false);
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
