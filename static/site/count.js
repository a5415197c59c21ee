// How much may still be written, near the end of it. Counted as the site counts: letters and not halves of them, after
// trimming. A field has `data-most` and never `maxlength`, which would cut what is pasted.

const NEAR = 0.95;
const said = document.getElementById("count-words")?.dataset ?? {};

export const lengthOf = (text) => [...text.trim().replace(/\n{3,}/g, "\n\n")].length;

/** By how much a field is over; 0 when it is not. */
export const over = (field) => Math.max(0, lengthOf(field.value) - Number(field.dataset.most));

export function show(field) {
  const most = Number(field.dataset.most);
  if (!most) return;
  let place = document.getElementById(`${field.id}-count`);
  if (field.value.length < most * NEAR) {
    if (place) place.textContent = "";
    return;
  }
  const left = most - lengthOf(field.value);
  if (!place) {
    place = document.createElement("p");
    place.id = `${field.id}-count`;
    place.className = "count";
    place.setAttribute("role", "status");
    (field.closest(".composer-row") ?? field).after(place);
  }
  const near = left < most * (1 - NEAR);
  place.classList.toggle("is-over", left < 0);
  place.textContent = near ? said[left < 0 ? "over" : "left"]?.replace("{n}", Math.abs(left)) : "";
}

addEventListener("input", ({ target }) => target.dataset?.most && show(target));
for (const field of document.querySelectorAll("[data-most]")) show(field);
