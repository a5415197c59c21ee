// A name opens a card: who this is and what one can do, without leaving the page. Without script, or with a key held
// that opens a new tab, the name is what it is: a link to the person's page.

let card = null;

function made() {
  card = document.createElement("dialog");
  card.className = "card-of-person";
  card.setAttribute("aria-labelledby", "card-name");
  const close = Object.assign(document.createElement("button"), { type: "button", className: "btn-close" });
  const words = document.createElement("div");
  card.append(close, words);
  close.addEventListener("click", () => card.close());
  // A press beside the card closes it, as Escape does; the browser brings the focus back to the name.
  card.addEventListener("click", (event) => event.target === card && card.close());
  document.body.append(card);
  return card;
}

async function open(link) {
  const here = encodeURIComponent(location.pathname + location.search);
  const answer = await fetch(`${link.href}card/?from=${here}`, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok || answer.redirected) throw new Error("no card");
  card ??= made();
  card.lastElementChild.innerHTML = await answer.text(); // drawn and escaped by the site
  card.firstElementChild.setAttribute("aria-label", document.body.dataset.close);
  card.showModal();
  card.querySelector("#card-name").focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-person]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link).catch(() => location.assign(link.href));
});
