// What can be done with a message: answer, change, take back, react.

import * as message from "./message.js";
import { say } from "./words.js";

const SURE = 6000;

/** `on` gets: reply(item), edit(item), remove(seq), react(seq, kind, on); the last three tell whether. */
export function listen(log, on, { editSeconds, now }) {
  log.scroller.addEventListener("click", (event) => {
    const menu = event.target.closest("summary")?.closest(".message-menu:not([open])");
    if (menu) unfold(menu);
    const reaction = event.target.closest(".reaction");
    if (reaction) {
      event.preventDefault();
      react(reaction);
      return;
    }
    const action = event.target.closest(".message-actions [data-act]");
    if (!action || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act(action, action.closest(".message"));
  });

  function act(action, item) {
    const { act: what } = action.dataset;
    if (what === "remove" && !action.dataset.sure) {
      const words = action.textContent;
      action.dataset.sure = "1";
      action.textContent = say("sure");
      setTimeout(() => {
        delete action.dataset.sure;
        action.textContent = words;
      }, SURE);
      return;
    }
    if (what === "remove") on.remove(Number(item.dataset.seq));
    else on[what](item);
    item.querySelector(".message-menu")?.removeAttribute("open");
  }

  function react(button) {
    const item = button.closest(".message");
    const seq = Number(item.dataset.seq);
    const pressed = button.getAttribute("aria-pressed") !== "true";
    if (!on.react(seq, button.value, pressed)) return;
    message.pressed(item, button.value, pressed);
    const menu = item.querySelector(".message-menu");
    if (menu?.open && pressed) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }

  function unfold(menu) {
    const item = menu.closest(".message");
    message.drawMenu(item);
    const edit = menu.querySelector("[data-act=edit]");
    if (edit) edit.hidden = now() - new Date(item.dataset.at).getTime() > editSeconds * 1000;
  }

  // `toggle` does not bubble, so it is caught on its way down.
  log.scroller.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.open || !target.matches(".message-menu")) return;
      for (const other of log.list.querySelectorAll(".message-menu[open]")) if (other !== target) other.open = false;
      target.closest(".message").scrollIntoView({ block: "nearest" });
    },
    true,
  );
  log.scroller.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest(".message")?.querySelector(".message-menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
