// Shows what needs a passkey only where the browser knows passkeys, and says so in words when one did not work.
if (window.PublicKeyCredential) {
  for (const element of document.querySelectorAll("[data-needs-passkeys]")) element.hidden = false;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("passkey-error");
  if (words) words.hidden = false;
});
