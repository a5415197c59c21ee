// The words a moderator begins from name the rule that is chosen, until they have been changed by hand.

for (const form of document.querySelectorAll(".act-form")) {
  const clause = form.querySelector("[name=clause]");
  const words = form.querySelector("[name=words]");
  if (!clause || !words) continue;
  const begun = () => words.dataset.words.replace("{rule}", clause.selectedOptions[0]?.textContent.trim() ?? "");
  let last = begun();
  clause.addEventListener("change", () => {
    const untouched = words.value.trim() === last.trim() || !words.value.trim();
    last = begun();
    if (untouched) words.value = last;
  });
}
